"""A change of a file as a patch in the bytes of the file, so that `git apply` and `patch` take it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import diff_bytes
from difflib import unified_diff as _unified_diff

from fastapi_lint.model.record import Record

_PLAIN = re.compile(rb'[^\x00-\x1f"\\\x7f]*')
"""File names that a header can hold as they are."""


class Patch(Record, eq=True):
    """`data` is a unified diff, whose content is in `encoding`; empty when nothing changed."""

    data: bytes
    encoding: str = "utf-8"

    def shown(self) -> str:
        """The diff as text for a reader."""
        return self.data.decode(self.encoding, "backslashreplace")


def unified_diff(path: str, before: bytes, after: bytes) -> bytes:
    """What `git diff` would show of a file, b"" when nothing changed."""
    name = path.encode("utf-8", "surrogateescape")
    sides = (_header(b"a/" + name), _header(b"b/" + name))
    lines = diff_bytes(_unified_diff, _lines(before), _lines(after), *sides)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)


def _lines(data: bytes) -> list[bytes]:
    """Lines as diff tools see them: only LF ends one."""
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", data)


def _header(name: bytes) -> bytes:
    """A name as git writes it: quoted where it must be; a tab ends one with blanks, in which others see a date."""
    if not _PLAIN.fullmatch(name):
        return b'"' + b"".join(_quoted(name)) + b'"'
    return name + b"\t" if b" " in name else name


def _quoted(name: bytes) -> Iterator[bytes]:
    for number in name:
        letter = bytes([number])
        plain = _PLAIN.fullmatch(letter) and number < 0x80
        yield letter if plain else b"\\" + (letter if letter in b'"\\' else b"%03o" % number)
