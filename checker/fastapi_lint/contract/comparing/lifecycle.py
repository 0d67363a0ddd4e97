"""What is said about the end and the maturity of operations, parameters and fields, and what of it breaks a promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from fastapi_lint.contract.comparing.told import BREAKING, Told

Raw: TypeAlias = dict[str, Any]

_STABILITY = ("draft", "alpha", "beta", "stable")
_END = "the date of its end"
_ODD = {"api": "sunset-deleted", "request-parameter": "request-parameter-sunset-deleted"}
"""The check for a date that was taken back; fields have none."""


def aged(old: Raw, new: Raw, area: str, shown: str, today: date) -> Iterator[Told]:
    """Broken promises about something that is still there; `area` is `api`, `request-parameter` or a property."""
    subject = f"{shown}{_END}"
    first, last = old.get("x-sunset"), new.get("x-sunset")
    if new.get("deprecated") and not old.get("deprecated"):
        yield from _announced(last, area, subject, today)
    elif new.get("deprecated") and first is not None and last is None and area in _ODD:
        yield _ODD[area], BREAKING, subject, str(first), ""
    elif first is not None and last is not None and area in _ODD:
        before, after = day(first), day(last)
        if before is not None and after is not None and after < before:
            yield f"{area}-sunset-date-changed-too-small", BREAKING, subject, str(before), str(after)
    yield from _matured(old, new, area, f"{shown}its stability level")


def _announced(sunset: object, area: str, subject: str, today: date) -> Iterator[Told]:
    """What is lacking when something is called deprecated: a date that leaves time."""
    if sunset is None:
        yield f"{area}-deprecated-sunset-missing", BREAKING, subject, "", "no date"
    elif (end := day(sunset)) is None:
        word = "parse" if area == "api" else "invalid"
        yield f"{area}-deprecated-sunset-{word}", BREAKING, subject, "", str(sunset)
    elif end < today:
        yield f"{area}-sunset-date-too-small", BREAKING, subject, str(today), str(end)


def _matured(old: Raw, new: Raw, area: str, subject: str) -> Iterator[Told]:
    level, now = (part.get("x-stability-level") for part in (old, new))
    if area == "api" and now not in {None, level, *_STABILITY}:
        yield "api-invalid-stability-level", BREAKING, subject, "", str(now)
    elif level in _STABILITY and now in _STABILITY and _STABILITY.index(now) < _STABILITY.index(level):
        yield f"{area}-stability-decreased", BREAKING, subject, str(level), str(now)


def day(text: object) -> date | None:
    """A date such as 2031-01-01; None for any other text."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
