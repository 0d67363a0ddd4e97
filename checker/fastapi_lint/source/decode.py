"""Bytes of a Python file -> text, as the language reference (PEP 263) reads them."""

from __future__ import annotations

import re
from itertools import islice

from fastapi_lint.model.record import Record

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes. Beyond this a file is data, not code: libcst would need minutes for it."""

TOO_DEEP = "its expressions are nested too deeply"

_COOKIE = re.compile(rb"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BOM = b"\xef\xbb\xbf"


class Unreadable(Record, eq=True):
    """Why a file cannot be analysed; `line` counts from 1, 0 is the whole file."""

    rule: str
    reason: str
    line: int = 0
    column: int = 0


def _cookie(data: bytes) -> str:
    """The encoding that one of the first two lines declares; the second counts only below a comment or nothing."""
    for line in (found[0] for found in islice(_LINE.finditer(data), 2)):
        if match := _COOKIE.match(line):
            return match.group(1).decode("ascii", "replace")
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return ""


def decode(data: bytes) -> str | Unreadable:
    """The file's text with its newlines as they are, without the BOM."""
    if len(data) > SIZE_LIMIT:
        return Unreadable("unreadable-file", f"it is larger than {SIZE_LIMIT // 1024 // 1024} MiB")
    if b"\0" in data:
        return Unreadable("unreadable-file", "it contains NUL bytes", data[: data.index(b"\0")].count(b"\n") + 1)
    encoding = "utf-8"
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
    elif cookie := _cookie(data):
        encoding = cookie
    try:
        return data.decode(encoding)
    except LookupError:
        return Unreadable("unreadable-file", f"its encoding `{encoding}` is not known to Python", 1)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Unreadable("unreadable-file", f"byte {error.start} is not valid {encoding}", line)
