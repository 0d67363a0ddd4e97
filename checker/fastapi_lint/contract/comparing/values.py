"""Which changes of the values that a schema admits break clients: enums, constants, patterns, formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.contract.comparing.spot import Spot
from fastapi_lint.contract.comparing.told import BREAKING, RISKY, Told
from fastapi_lint.facts.contract.schema import Schema

_WIDER = {("int32", "int64"), ("float", "double"), *((f"uuid{version}", "uuid") for version in range(1, 9))}
"""(narrow, wide): every value of the first format is one of the second."""
_SHOWN = 6
_HINTS = frozenset({"password", "textarea"})
"""Formats that say how a field looks and refuse nothing."""


def valued(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Everything that a change of the values themselves breaks."""
    yield from _listed_values(old, new, spot)
    yield from _extensible(old, new, spot)
    yield from _formatted(old, new, spot)
    first, last = old.plain.get("pattern"), new.plain.get("pattern")
    if spot.side == "request" and last is not None and last != first:
        change, level = ("pattern-added", BREAKING) if first is None else ("pattern-changed", RISKY)
        yield spot.kind(change), level, spot.subject, str(first or ""), str(last)
    if spot.side == "request":
        for keyword, name in (("multipleOf", "multiple-of"), ("uniqueItems", "unique-items")):
            if (value := new.plain.get(keyword)) and value != old.plain.get(keyword):
                yield spot.kind(f"{name}-set"), RISKY, spot.subject, "", str(value)


def allowed(raw: dict[str, Any]) -> list[Any] | None:
    """The values that a schema names, None when it names none; a constant is a list of one."""
    if isinstance(raw.get("enum"), list):
        return list(raw["enum"])
    return [raw["const"]] if "const" in raw else None


def _listed_values(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = allowed(old.plain), allowed(new.plain)
    if before is not None and after is not None:
        gone, added = ([v for v in one if v not in other] for one, other in ((before, after), (after, before)))
        if "const" in old.plain and "const" in new.plain:
            if gone:
                yield spot.kind("const-changed"), BREAKING, spot.subject, str(before[0]), str(after[0])
        elif spot.side == "request" and gone:
            yield spot.kind("enum-value-removed"), BREAKING, spot.subject, _shown(gone), ""
        elif spot.side == "response" and added:
            yield spot.kind("enum-value-added"), RISKY, spot.subject, "", _shown(added)
    elif spot.side == "request" and after is not None:
        change = "const-added" if "const" in new.plain else "became-enum"
        yield spot.kind(change), BREAKING, spot.subject, "any value", _shown(after)
    elif spot.side == "response" and before is not None:
        change, level = ("const-removed", BREAKING) if "const" in old.plain else ("enum-value-added", RISKY)
        yield spot.kind(change), level, spot.subject, _shown(before), "any value"


def _extensible(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = (s.plain.get("x-extensible-enum") for s in (old, new))
    if spot.side == "response" or not (isinstance(before, list) and isinstance(after, list)):
        return
    if gone := [v for v in before if v not in after]:
        yield spot.kind("x-extensible-enum-value-removed"), BREAKING, spot.subject, _shown(gone), ""


def _formatted(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Another format of the same type, as part of the type."""
    before, after = _format(old), _format(new)
    narrow, wide = (before, after) if spot.side == "request" else (after, before)
    if before == after or not wide or (narrow, wide) in _WIDER or not (old.type and old.type == new.type):
        return
    yield spot.kind("type-changed"), BREAKING, spot.subject, _typed(old.type, before), _typed(new.type, after)


def _format(schema: Schema) -> str:
    """Its format; for bytes, FastAPI has written it in two ways."""
    if schema.plain.get("contentMediaType") == "application/octet-stream":
        return "binary"
    return "" if schema.format in _HINTS else schema.format


def _typed(kind: str, form: str) -> str:
    return f"{kind} ({form})" if form else kind


def _shown(values: list[Any]) -> str:
    shown = [repr(v) for v in values[:_SHOWN]]
    return ", ".join([*shown, *(["…"] if len(values) > _SHOWN else [])])
