"""Which findings stand on lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.location import Location

_UNREAD = frozenset({"syntax-error", "unreadable-file"})
"""Their line is where reading failed, which may be far below the change that broke the file."""
_OF_THE_CHANGE = "lowered-gate"
"""Tells what a change took away, also where no line of it is left."""


def only_changed(diagnostics: Iterable[Diagnostic], changed: Mapping[str, Sequence[range]]) -> tuple[Diagnostic, ...]:
    """The findings that touch a changed line; findings about a whole file stay when anything in it changed.

    `changed` maps paths to ranges of line numbers, as `delegate.changed.changed_lines` gives them.
    """
    return tuple(d for d in diagnostics if d.rule == _OF_THE_CHANGE or _touches(d, changed.get(d.location.path, ())))


def _touches(diagnostic: Diagnostic, ranges: Sequence[range]) -> bool:
    place = diagnostic.location
    if diagnostic.rule in _UNREAD or _is_whole_file(place):
        return bool(ranges)
    last = max(place.line, place.end_line)
    return any(lines.start <= last and place.line < lines.stop for lines in ranges)


def _is_whole_file(place: Location) -> bool:
    return place.line == 0 or (place.line, place.column, place.end_line, place.end_column) == (1, 1, 1, 1)
