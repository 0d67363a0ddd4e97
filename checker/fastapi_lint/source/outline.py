"""A file's table of contents: what its top-level statements bind, and what it imports.

It is read by a scanner that knows strings, comments and line starts but no grammar, so no syntax is too new for it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from fastapi_lint.model.record import Record
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.imports import RawImport, imports_of


class Outline(Record, eq=True):
    """What one file binds at its top level and imports anywhere, or why it cannot be read."""

    path: str
    names: tuple[str, ...] = ()
    imports: tuple[RawImport, ...] = ()
    error: Unreadable | None = None


# Atomic groups instead of `(…)*+`: Python 3.11.0 to 3.11.4 give back what a possessive group has taken (gh-106052).
_SKIP = (
    r"(?>(?:[^\"'#\r\n]++|\"(?!\"\")(?>(?:\\.|[^\"\\\n])*)\"?|'(?!'')(?>(?:\\.|[^'\\\n])*)'?|#[^\r\n]*+"
    r"|(?:\r\n|\r|\n)(?=\f*(?:[ \t\r\n#)\]}]|\Z)))*)"
)
_NEXT = re.compile(_SKIP + r"(?:(?P<long>\"\"\"|''')|(?:\r\n|\r|\n)\f*+(?P<start>[^\s#)\]}])|\Z)", re.DOTALL)
_LONG_END = {'"""': re.compile(r'(?:\\.|[^\\])*?"""', re.DOTALL), "'''": re.compile(r"(?:\\.|[^\\])*?'''", re.DOTALL)}
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")
_NAMED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
_ASSIGNED = re.compile(r"([^\W\d]\w*(?:\s*(?:,|=(?!=))\s*[^\W\d]\w*)*)\s*(?::[^=]+)?=(?!=)|([^\W\d]\w*)\s*:")
_TYPE_ALIAS = re.compile(r"type\s+([^\W\d]\w*)")
_COMPOUND = re.compile(r"(?:if|try|with|for|while|match|async)\b")
_INSIDE = re.compile(
    r"^[ \t]+(?:(?:async\s+)?(?:def|class)\s+([^\W\d]\w*)|([^\W\d]\w*)\s*(?::[^=\n]+)?=(?!=))"
    r"|\b(?:as|for)\s+([^\W\d]\w*)",
    re.MULTILINE,
)


def outline(path: str, text: str) -> Outline:
    """The outline of a file's text."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = [text[a:b] for a, b in pairwise([*_starts(text), len(text)])]
    names = dict.fromkeys(name for piece in pieces for name in _names(piece))
    return Outline(path, tuple(map(sys.intern, names)), tuple(i for piece in pieces for i in imports_of(piece)))


def _starts(text: str) -> list[int]:
    """Offsets of the top-level statements. A line in the first column inside brackets is taken for one."""
    starts: list[int] = []
    decorated = False
    first = len(text) - len(text.lstrip("\f"))
    if text[first : first + 1] and text[first] not in " \t\r\n#)]}":
        starts.append(first)
        decorated = text[first] == "@"
    position = 0
    while (match := _NEXT.match(text, position)) is not None and match.lastgroup is not None:
        position = match.end()
        if match.lastgroup == "long":
            end = _LONG_END[match["long"]].match(text, position)
            position = end.end() if end else len(text)
            continue
        begin = match.start("start")
        if not decorated and not (starts and _CONTINUES.match(text, begin)):
            starts.append(begin)
        decorated = text[begin] == "@"
        position = begin
    return starts


def _definition(piece: str) -> re.Match[str] | None:
    """The `def` or `class` line of a definition, below its decorators."""
    return _NAMED.search(piece) if piece[:1] == "@" else _NAMED.match(piece)


def _names(piece: str) -> Iterator[str]:
    """What a top-level statement binds, imports aside."""
    if (match := _definition(piece)) or (match := _TYPE_ALIAS.match(piece)):
        yield match[1]
    elif _COMPOUND.match(piece):
        for groups in _INSIDE.findall(piece):
            yield from (name for name in groups if name)
    elif not piece.startswith(("import ", "from ")):
        for line in piece.split(";"):
            if match := _ASSIGNED.match(line.strip()):
                yield from re.findall(r"[^\W\d]\w*", match[1] or match[2])
