"""A generated part inside a document that belongs to somebody else: only what stands between two markers changes."""

from __future__ import annotations

import re

from fastapi_lint.model.errors import UsageError

BOM = "\ufeff"


def with_block(text: str, block: str, name: str, shown: str) -> str:
    """The document with its block replaced, or with the block at its end; all else stays as it is, byte for byte.

    `block` begins and ends with the markers of `name`. It takes the document's newline style. UsageError, which calls
    the document `shown`, when markers are missing or doubled: then nobody can say whose text it is.
    """
    if text.startswith(BOM):
        return BOM + with_block(text[1:], block, name, shown)
    block = block.replace("\n", newline_of(text))
    begins, ends = (list(_marker(name, word).finditer(text)) for word in ("begin", "end"))
    if not begins and not ends:
        return text + _gap(text) + block
    if len(begins) != 1 or len(ends) != 1 or ends[0].start() < begins[0].end():
        raise UsageError(
            f"{shown}: needs one `{name}:begin` marker and below it one `{name}:end` marker, and has {len(begins)} and "
            f"{len(ends)}; remove what is left of the old block, then run this again."
        )
    return text[: begins[0].start()] + block + text[ends[0].end() :]


def newline_of(text: str) -> str:
    """The line ending that most lines of a text have."""
    windows = text.count("\r\n")
    return "\r\n" if windows > text.count("\n") - windows else "\n"


def _marker(name: str, word: str) -> re.Pattern[str]:
    """A line that is a marker, with its line ending."""
    return re.compile(rf"^<!-- {re.escape(name)}:{word}\b[^\n]*-->[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def _gap(text: str) -> str:
    """What separates the text from a block that is put below it."""
    if not text:
        return ""
    newline = newline_of(text)
    return newline if text.endswith("\n") else newline * 2
