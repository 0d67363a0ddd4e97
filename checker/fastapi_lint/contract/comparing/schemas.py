"""Which changes of a schema break clients that send it, or that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from fastapi_lint.contract.comparing.bounds import bounded, counted
from fastapi_lint.contract.comparing.lifecycle import aged
from fastapi_lint.contract.comparing.spot import Spot
from fastapi_lint.contract.comparing.told import BREAKING, RISKY, Told
from fastapi_lint.facts.contract.schema import Schema, resolved

_DEEPEST = 10
_CONSTRAINTS = {
    "if": "if",
    "then": "then",
    "else": "else",
    "contains": "contains",
    "dependentSchemas": "dependent-schema",
    "patternProperties": "pattern-property",
    "propertyNames": "property-names",
    "unevaluatedItems": "unevaluated-items",
    "unevaluatedProperties": "unevaluated-properties",
    "contentSchema": "content-schema",
}
"""Keywords that only ever narrow: sending breaks when one is added, reading when one is removed."""


def compare(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Everything that breaks or may break clients, at this place and below it."""
    if spot.depth > _DEEPEST or (old.raw == new.raw and old.document is new.document):
        return
    if old.name and new.name:
        if (old.name, new.name) in spot.met:
            return
        spot.met.add((old.name, new.name))
    request = spot.side == "request"
    if _is_wrapped(old, new):
        yield spot.kind("wrapped-in-one-of"), BREAKING, spot.subject, old.name, "one of several"
        return
    before, after = _types(old), _types(new)
    if before and after and not _admits(after if request else before, before if request else after):
        yield _types_changed(before, after, spot)
        return
    yield from _nulls(old, new, spot)
    yield from _values(old, new, spot)
    yield from bounded(old, new, spot)
    yield from _narrowing(old, new, spot)
    yield from _alternatives(old, new, spot)
    yield from _fields(old, new, spot)
    if old.items is not None and new.items is not None:
        yield from compare(old.items, new.items, spot.deeper("each item"))


def _types(schema: Schema) -> frozenset[str]:
    """The JSON types that it admits, null aside; empty when it admits all."""
    raw = resolved(schema.raw, schema.document)
    found: set[str] = set()
    for option in raw.get("anyOf") or raw.get("oneOf") or [raw]:
        kinds = resolved(option, schema.document).get("type")
        if kinds is None:
            return frozenset()
        found |= set(kinds) if isinstance(kinds, list) else {kinds}
    return frozenset(found - {"null"})


def _admits(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return all(kind in wide or (kind == "integer" and "number" in wide) for kind in narrow)


def _types_changed(before: frozenset[str], after: frozenset[str], spot: Spot) -> Told:
    if spot.part == "parameter-property" and max(len(before), len(after)) == 1:
        narrower = _admits(before, after)
        kind, level = ("type-specialized", BREAKING) if narrower else ("type-changed", RISKY)
        return spot.kind(kind), level, spot.subject, _shown(before), _shown(after)
    if max(len(before), len(after)) > 1:
        change = "list-of-types-narrowed" if spot.side == "request" else "list-of-types-widened"
    else:
        wider = spot.side == "response" and _admits(after, before)
        change = "type-generalized" if wider else "type-changed"
    return spot.kind(change), BREAKING, spot.subject, _shown(before), _shown(after)


def _shown(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))


def _nulls(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    if spot.side == "request" and old.nullable and not new.nullable and not new.is_empty:
        yield spot.kind("became-not-nullable"), BREAKING, spot.subject, "may be null", "may not be null"
    if spot.side == "response" and new.nullable and not old.nullable and not old.is_empty:
        yield spot.kind("became-nullable"), BREAKING, spot.subject, "is never null", "may be null"


def _values(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = old.plain.get("enum"), new.plain.get("enum")
    if spot.side == "request":
        if isinstance(after, list) and not isinstance(before, list):
            yield spot.kind("became-enum"), BREAKING, spot.subject, "any value", _listed(after)
        elif isinstance(after, list) and isinstance(before, list) and (gone := [v for v in before if v not in after]):
            yield spot.kind("enum-value-removed"), BREAKING, spot.subject, _listed(gone), ""
    elif isinstance(after, list) and isinstance(before, list) and (added := [v for v in after if v not in before]):
        yield spot.kind("enum-value-added"), RISKY, spot.subject, "", _listed(added)
    elif isinstance(before, list) and not isinstance(after, list):
        yield spot.kind("enum-value-added"), RISKY, spot.subject, _listed(before), "any value"
    yield from _extensible(old, new, spot)
    yield from _constant(old, new, spot)
    first, last = old.plain.get("pattern"), new.plain.get("pattern")
    if spot.side == "request" and last is not None and last != first:
        change, level = ("pattern-added", BREAKING) if first is None else ("pattern-changed", RISKY)
        yield spot.kind(change), level, spot.subject, str(first or ""), str(last)


def _extensible(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = (s.plain.get("x-extensible-enum") for s in (old, new))
    if spot.side == "response" or not (isinstance(before, list) and isinstance(after, list)):
        return
    if gone := [v for v in before if v not in after]:
        yield spot.kind("x-extensible-enum-value-removed"), BREAKING, spot.subject, _listed(gone), ""


def _constant(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = old.plain.get("const"), new.plain.get("const")
    if before is not None and after is not None and before != after:
        yield spot.kind("const-changed"), BREAKING, spot.subject, str(before), str(after)
    elif spot.side == "request" and before is None and after is not None:
        yield spot.kind("const-added"), BREAKING, spot.subject, "", str(after)
    elif spot.side == "response" and before is not None and after is None and "enum" not in new.plain:
        yield spot.kind("const-removed"), BREAKING, spot.subject, str(before), ""


def _narrowing(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    request = spot.side == "request"
    for keyword, name in _CONSTRAINTS.items():
        before, after = keyword in old.plain, keyword in new.plain
        if (after and not before) if request else (before and not after):
            change = f"{name}-{'added' if request else 'removed'}"
            yield spot.kind(change), BREAKING, spot.subject, "", ""
    for keyword, name in (("contentMediaType", "content-media-type"), ("contentEncoding", "content-encoding")):
        first, last = old.plain.get(keyword), new.plain.get(keyword)
        if first is not None and last is not None and first != last:
            yield spot.kind(f"{name}-changed"), BREAKING, spot.subject, str(first), str(last)
    yield from counted(old, new, spot)
    needed, needs = old.plain.get("dependentRequired"), new.plain.get("dependentRequired")
    if needed != needs and (needs if request else needed):
        change = "changed" if needed and needs else "added" if request else "removed"
        yield spot.kind(f"dependent-required-{change}"), BREAKING, spot.subject, "", ""


def _is_wrapped(old: Schema, new: Schema) -> bool:
    """Whether what stood alone is now one of several, null aside."""
    options = resolved(new.raw, new.document).get("oneOf")
    if not isinstance(options, list) or "oneOf" in resolved(old.raw, old.document):
        return False
    rest = [o for o in options if resolved(o, new.document).get("type") != "null"]
    return len(rest) > 1 and old.raw in rest


def _alternatives(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    for keyword, name in (("anyOf", "any-of"), ("oneOf", "one-of")):
        before, after = _names(old, keyword), _names(new, keyword)
        if not before or not after:
            continue
        if spot.side == "request" and (gone := [n for n in before if n not in after]):
            yield spot.kind(f"{name}-removed"), BREAKING, spot.subject, ", ".join(gone), ""
        if spot.side == "response" and (added := [n for n in after if n not in before]):
            yield spot.kind(f"{name}-added"), BREAKING, spot.subject, "", ", ".join(added)
    if spot.side == "request":
        before, after = _names(old, "allOf"), _names(new, "allOf")
        if added := [n for n in after if n not in before]:
            yield spot.kind("all-of-added"), BREAKING, spot.subject, "", ", ".join(added)
        if gone := [n for n in before if n not in after]:
            yield spot.kind("all-of-removed"), RISKY, spot.subject, ", ".join(gone), ""


def _names(schema: Schema, keyword: str) -> list[str]:
    """The alternatives by the name of their schema, or by what they say; null aside."""
    raw = resolved(schema.raw, schema.document).get(keyword)
    listed: Sequence[Any] = raw if isinstance(raw, list) else ()
    found = [str(o.get("$ref", "")).rpartition("/")[2] or str(o.get("type", sorted(o))) for o in listed]
    return [name for name in found if name != "null"]


def _fields(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = dict(old.properties), dict(new.properties)
    if not before and not after:
        return
    telling: Callable[..., Iterator[Told]] = _sent if spot.side == "request" else _read
    yield from telling(old, new, before, after, spot)
    for name in sorted(before.keys() & after.keys()):
        inside = spot.field(name)
        if inside.part == "property":
            first, last = (s[name].raw if isinstance(s[name].raw, dict) else {} for s in (before, after))
            yield from aged(first, last, f"{spot.side}-property", f"{inside.subject}: ", spot.today)
        yield from compare(before[name], after[name], inside)


def _sent(old: Schema, new: Schema, before: dict[str, Schema], after: dict[str, Schema], spot: Spot) -> Iterator[Told]:
    for name in before.keys() - after.keys():
        yield f"request-{spot.inner}-removed", RISKY, spot.field(name).subject, "", ""
    for name, schema in after.items():
        required = name in new.required
        default = "-with-default" if schema.plain.get("default") is not None else ""
        if name not in before and required:
            yield f"new-required-request-{spot.inner}{default}", BREAKING, spot.field(name).subject, "", ""
        elif name in before and required and name not in old.required:
            yield f"request-{spot.inner}-became-required{default}", BREAKING, spot.field(name).subject, "", ""


def _read(old: Schema, new: Schema, before: dict[str, Schema], after: dict[str, Schema], spot: Spot) -> Iterator[Told]:
    for name in before.keys() - after.keys():
        needed = name in old.required
        kind = "response-required-property-removed" if needed else "response-optional-property-removed"
        yield kind, BREAKING if needed else RISKY, spot.field(name).subject, "", ""
    for name in before.keys() & after.keys():
        if name in old.required and name not in new.required:
            yield "response-property-became-optional", BREAKING, spot.field(name).subject, "always there", "optional"
        if name in new.required and before[name].plain.get("writeOnly") and not after[name].plain.get("writeOnly"):
            kind = "response-required-property-became-not-write-only"
            yield kind, RISKY, spot.field(name).subject, "write-only", "answered"


def _listed(values: list[Any]) -> str:
    shown = [repr(v) for v in values[:6]]
    return ", ".join([*shown, *(["…"] if len(values) > 6 else [])])
