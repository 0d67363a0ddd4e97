"""The marks in examples: `# error: <part of the message>` at the end of the line that must be reported.

In JSON a mark is `// error: …`, in Markdown `<!-- error: … -->`; everywhere else it is `# error: …`.
"""

from __future__ import annotations

import re

from fastapi_lint.model.record import Record

_MARK = re.compile(
    r"[ \t]*(?:#|//|(?P<opened><!--)) (?P<level>error|warning|info): (?P<parts>\S.*?)(?(opened) -->[ \t]*)$",
    re.MULTILINE,
)
_LEVEL = re.compile(r"(error|warning|info): ")


class Expected(Record, eq=True):
    """A finding that an example promises; `part` must occur in its message, lines count from 1."""

    path: str
    line: int
    severity: str
    part: str


def expected(files: dict[str, str]) -> list[Expected]:
    """All marks of an example's files; several on one line are separated by ` | `."""
    return [
        mark
        for path, text in files.items()
        for number, line in enumerate(text.split("\n"), 1)
        for mark in _marks(path, number, line)
    ]


def bare(text: str) -> str:
    """The text without its marks: what is linted, fixed and shown."""
    return _MARK.sub("", text)


def _marks(path: str, number: int, line: str) -> list[Expected]:
    match = _MARK.search(line)
    if match is None:
        return []
    level, marks = match["level"], []
    for part in match["parts"].split(" | "):
        own = _LEVEL.match(part)
        level, text = (own[1], part[own.end() :]) if own else (level, part)
        marks.append(Expected(path, number, level, text.strip()))
    return marks
