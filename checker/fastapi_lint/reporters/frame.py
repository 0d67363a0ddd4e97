"""Which source lines are shown for a finding, and what is marked in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record
from fastapi_lint.reporters.visible import visible

Measure = Callable[[str], int]

_MARKED_LINES = 4
_CONTEXT = 1
_TAB = "    "


class FrameLine(Record, eq=True):
    """A source line cut into three; `marked` belongs to the finding. `inside` tells the range from its context."""

    number: int
    before: str
    marked: str
    after: str
    inside: bool


def frame(
    source: Sequence[str], at: Location, width: int, measure: Measure, context: int = _CONTEXT
) -> list[FrameLine]:
    """Up to four lines of the range with `context` around it, each at most `width` cells wide as `measure` counts.

    Nothing when the line is not in `source`: the file is unknown or has changed meanwhile.
    """
    if not 1 <= at.line <= len(source):
        return []
    last = _last_line(at, len(source))
    shown = min(last, at.line + _MARKED_LINES - 1)
    below = context if shown == last else 0
    numbers = range(max(1, at.line - context), min(len(source), shown + below) + 1)
    pieces = [(number, *_cut(source[number - 1], number, at, last)) for number in numbers]
    return [
        FrameLine(number, *_fit(before, marked, after, width, measure), inside=at.line <= number <= last)
        for number, before, marked, after in pieces
    ]


def hidden_lines(source: Sequence[str], at: Location) -> int:
    """How many lines of the range the frame leaves out."""
    return max(0, _last_line(at, len(source)) - at.line + 1 - _MARKED_LINES)


def _last_line(at: Location, lines: int) -> int:
    """The last line with a character of the range: an end in column 1 stands after a line break."""
    last = at.end_line - 1 if at.end_column == 1 else at.end_line
    return min(max(at.line, last), lines)


def _cut(line: str, number: int, at: Location, last: int) -> tuple[str, str, str]:
    """Before, inside and after the range; a line without a mark is all after."""
    if not at.column or not at.line <= number <= last:
        return "", "", line
    indent = len(line) - len(line.lstrip())
    start = min(at.column - 1 if number == at.line else indent, len(line))
    stop = at.end_column - 1 if number == at.end_line else len(line)
    stop = max(stop if at.end_line else 0, start + 1)
    return line[:start], line[start:stop], line[stop:]


def _fit(before: str, marked: str, after: str, width: int, measure: Measure) -> tuple[str, str, str]:
    """Long lines lose their beginning where the mark would be out of sight, and their end."""
    head, middle, tail = (_shown(part) for part in (before[-width:], marked[: width + 1], after[: width + 1]))
    if len(before) > width or measure(head) + min(measure(middle), width // 2) > width:
        head = f"…{_last_cells(head, width // 3, measure)}"
    middle = _first_cells(middle, width - measure(head), measure)
    return head, middle, _first_cells(tail, width - measure(head) - measure(middle), measure)


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _first_cells(text: str, room: int, measure: Measure) -> str:
    if measure(text) <= room:
        return text
    while text and measure(text) > room - 1:
        text = text[:-1]
    return f"{text}…" if room > 0 else ""


def _last_cells(text: str, room: int, measure: Measure) -> str:
    while text and measure(text) > room:
        text = text[1:]
    return text
