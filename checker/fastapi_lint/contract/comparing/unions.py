"""Which changes of alternatives (`anyOf`, `oneOf`) break clients, whatever their schemas are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from fastapi_lint.contract.comparing.spot import Spot
from fastapi_lint.contract.comparing.told import BREAKING, Told
from fastapi_lint.facts.contract.schema import Schema, resolved

Compare: TypeAlias = Callable[[Schema, Schema, Spot], Iterator[Told]]


def is_union(schema: Schema) -> bool:
    """Whether it has several alternatives, null aside."""
    return len(_options(schema)) > 1


def united(old: Schema, new: Schema, spot: Spot, compare: Compare) -> Iterator[Told]:
    """Alternatives that are gone, for those that send; that are new, for those that read; and what changed in each."""
    before, after = _options(old), _options(new)
    pairs = []
    for first in list(before):
        last = next((o for o in after if label(o.raw) == label(first.raw)), None)
        last = last or next((o for o in after if _agree(first, o, spot, compare)), None)
        if last is not None:
            pairs.append((first, last))
            before.remove(first)
            after.remove(last)
    kind = _keyword(old) or _keyword(new)
    if spot.side == "request" and before:
        yield spot.kind(f"{kind}-removed"), BREAKING, spot.subject, _shown(before), ""
    if spot.side == "response" and after:
        yield spot.kind(f"{kind}-added"), BREAKING, spot.subject, "", _shown(after)
    for first, last in pairs:
        yield from compare(first, last, spot.deeper(f"`{label(last.raw)}`"))


def label(raw: Any) -> str:
    """What an alternative is called: the name of its schema, or what it says."""
    if not isinstance(raw, dict):
        return str(raw)
    return str(raw.get("$ref", "")).rpartition("/")[2] or str(raw.get("type", sorted(raw)))


def _agree(old: Schema, new: Schema, spot: Spot, compare: Compare) -> bool:
    return all(level != BREAKING for _, level, *_ in compare(old, new, replace(spot, met=set(spot.met))))


def _options(schema: Schema) -> list[Schema]:
    """Its alternatives, null aside; itself when it has none."""
    raw = schema.plain
    listed = raw.get("anyOf") or raw.get("oneOf") or ()
    found = [Schema(o, schema.pointer, schema.document) for o in listed]
    return [s for s in found if resolved(s.raw, s.document).get("type") != "null"] or [schema]


def _keyword(schema: Schema) -> str:
    return next((name for key, name in (("anyOf", "any-of"), ("oneOf", "one-of")) if key in schema.plain), "")


def _shown(options: list[Schema]) -> str:
    return ", ".join(label(option.raw) for option in options)
