"""Which changes of bounds break clients: tighter ones those that send, looser ones those that read."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.contract.comparing.spot import Spot
from fastapi_lint.contract.comparing.told import BREAKING, RISKY, Told
from fastapi_lint.facts.contract.schema import Schema

_UPPER = {"maximum": "max", "exclusiveMaximum": "exclusive-max", "maxLength": "max-length", "maxItems": "max-items"}
_LOWER = {"minimum": "min", "exclusiveMinimum": "exclusive-min", "minLength": "min-length", "minItems": "min-items"}


def bounded(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Bounds of numbers, and of how long texts and lists are."""
    for bounds, tighter in ((_UPPER, -1), (_LOWER, 1)):
        for keyword, name in bounds.items():
            before, after = old.limit(keyword), new.limit(keyword)
            if before == after or _is_same(old, new, keyword):
                continue
            if spot.side == "request":
                yield from _tightened(before, after, tighter, name, spot)
            else:
                yield from _loosened(before, after, tighter, name, spot)


def _is_same(old: Schema, new: Schema, keyword: str) -> bool:
    """Whether whole numbers end where they did: above 0 is from 1 on."""
    if keyword.removeprefix("exclusive").lower() not in {"minimum", "maximum"} or not old.type == new.type == "integer":
        return False
    low = keyword.lower().endswith("minimum")
    return _end(old, low=low) == _end(new, low=low)


def _end(schema: Schema, *, low: bool) -> float | None:
    """The last whole number within the bounds of one side."""
    name, inwards = ("Minimum", 1) if low else ("Maximum", -1)
    within, beyond = schema.limit(name.lower()), schema.limit(f"exclusive{name}")
    ends = [end for end in (within, None if beyond is None else beyond + inwards) if end is not None]
    return (max if low else min)(ends, default=None)


def _tightened(before: float | None, after: float | None, tighter: int, name: str, spot: Spot) -> Iterator[Told]:
    if after is None:
        return
    if before is None and name != "min-length":
        yield spot.kind(f"{name}-set"), RISKY, spot.subject, "no bound", f"{after:g}"
    elif (after - (before or 0)) * tighter > 0:
        verb = "decreased" if tighter < 0 else "increased"
        yield spot.kind(f"{name}-{verb}"), BREAKING, spot.subject, f"{before or 0:g}", f"{after:g}"


def _loosened(before: float | None, after: float | None, tighter: int, name: str, spot: Spot) -> Iterator[Told]:
    if before is None:
        return
    if after is None:
        if name in {"max-length", "min-items"}:
            yield spot.kind(f"{name}-unset"), BREAKING, spot.subject, f"{before:g}", "no bound"
    elif (after - before) * tighter < 0:
        verb = "increased" if tighter < 0 else "decreased"
        yield spot.kind(f"{name}-{verb}"), BREAKING, spot.subject, f"{before:g}", f"{after:g}"


def counted(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Bounds of how many items fit `contains`, and items with a schema of their own place."""
    request = spot.side == "request"
    for keyword, name, tighter, unset in (("minContains", "min", 1, 1.0), ("maxContains", "max", -1, float("inf"))):
        first, last = old.limit(keyword), new.limit(keyword)
        step = ((unset if last is None else last) - (unset if first is None else first)) * tighter
        if (step > 0) if request else (step < 0):
            verb = "increased" if (tighter > 0) == request else "decreased"
            yield spot.kind(f"{name}-contains-{verb}"), BREAKING, spot.subject, f"{first}", f"{last}"
    before, after = (len(s.plain.get("prefixItems", ())) for s in (old, new))
    if (after < before) if request else (after > before):
        change = "removed" if request else "added"
        yield spot.kind(f"prefix-items-{change}"), BREAKING, spot.subject, str(before), str(after)
