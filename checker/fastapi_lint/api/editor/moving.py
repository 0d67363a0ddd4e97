"""Where a place is after an edit: lines above the change stay, lines below it move."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from fastapi_lint.model.location import Location


def moved(place: Location, before: Sequence[str], after: Sequence[str]) -> Location | None:
    """The place in the lines after the edit; None when the edit touched it."""
    above = _common(before, after)
    below = min(_common(before[::-1], after[::-1]), min(len(before), len(after)) - above)
    if max(place.line, place.end_line) <= above:
        return place
    if place.line > len(before) - below:
        by = len(after) - len(before)
        return replace(place, line=place.line + by, end_line=place.end_line + by)
    return None


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
