"""Which changes of a schema break clients that send it, or that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fastapi_lint.contract.comparing.bounds import bounded, counted
from fastapi_lint.contract.comparing.lifecycle import aged
from fastapi_lint.contract.comparing.spot import Spot
from fastapi_lint.contract.comparing.told import BREAKING, RISKY, Told
from fastapi_lint.contract.comparing.unions import is_union, label, united
from fastapi_lint.contract.comparing.values import allowed, valued
from fastapi_lint.facts.contract.schema import Schema, resolved

_DEEPEST = 10
_OBJECT = frozenset({"type", "properties", "required", "title", "description"})
_JSON: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}
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
    spot = spot.named(_component(new))
    request = spot.side == "request"
    if _is_wrapped(old, new):
        yield spot.kind("wrapped-in-one-of"), BREAKING, spot.subject, old.name, "one of several"
        return
    if (told := _emptied(old, new, spot)) is not None:
        yield told
        return
    before, after = _types(old), _types(new)
    if before and after and not _admits(after if request else before, before if request else after):
        yield _types_changed(before, after, spot)
        return
    yield from _nulls(old, new, spot)
    yield from valued(old, new, spot)
    yield from bounded(old, new, spot)
    yield from _narrowing(old, new, spot)
    if is_union(old) or is_union(new):
        yield from united(old, new, spot, compare)
        return
    yield from _wholes(old, new, spot)
    yield from _fields(old, new, spot)
    if old.items is not None and new.items is not None:
        yield from compare(old.items, new.items, spot.deeper("each item"))


def _component(schema: Schema) -> str:
    """The name of the schema that is referred to, also where null may stand for it."""
    options = schema.raw.get("anyOf", ()) if isinstance(schema.raw, dict) else ()
    names = [str(o["$ref"]).rpartition("/")[2] for o in options if isinstance(o, dict) and "$ref" in o]
    return schema.name or (names[0] if len(names) == 1 else "")


def _types(schema: Schema) -> frozenset[str]:
    """The JSON types that it admits, null aside; empty when it admits all or nobody can say."""
    raw = resolved(schema.raw, schema.document)
    found: set[str] = set()
    for option in raw.get("anyOf") or raw.get("oneOf") or [raw]:
        kinds = _kinds(resolved(option, schema.document), schema.document)
        if not kinds:
            return frozenset()
        found |= kinds
    return frozenset(found - {"null"})


def _kinds(raw: dict[str, Any], document: dict[str, Any]) -> set[str]:
    """The types that one schema names, or that its values and keywords show."""
    stated = raw.get("type")
    if stated is not None:
        return set(stated) if isinstance(stated, list) else {stated}
    values = allowed(raw)
    if values is not None:
        return {_JSON.get(type(value), "") for value in values} - {""}
    if "properties" in raw:
        return {"object"}
    return next((k for part in raw.get("allOf", ()) if (k := _kinds(resolved(part, document), document))), set())


def _emptied(old: Schema, new: Schema, spot: Spot) -> Told | None:
    """A type where there was none, for those that send; none where there was one, for those that read."""
    sent = spot.side == "request"
    first, last = (old, new) if sent else (new, old)
    kinds = _types(last)
    if not first.is_empty or not kinds or spot.part == "parameter-property":
        return None
    change = "type-changed" if sent else "type-generalized"
    shown = ("any value", _shown(kinds))
    return spot.kind(change), BREAKING, spot.subject, *(shown if sent else shown[::-1])


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


def _wholes(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Parts of `allOf` that were added or removed; their fields are compared with all others."""
    if spot.side == "response":
        return
    before, after = _parts(old), _parts(new)
    if added := [name for name, part in after.items() if name not in before and not _is_said(part, new, old)]:
        yield spot.kind("all-of-added"), BREAKING, spot.subject, "", ", ".join(added)
    if gone := [name for name, part in before.items() if name not in after and not _is_said(part, old, new)]:
        yield spot.kind("all-of-removed"), RISKY, spot.subject, ", ".join(gone), ""


def _parts(schema: Schema) -> dict[str, Any]:
    """The parts of `allOf` by their names; one alone that is a reference is the schema itself."""
    raw = resolved(schema.raw, schema.document)
    listed = raw.get("allOf")
    if not isinstance(listed, list) or (len(listed) == 1 and "$ref" in listed[0] and "type" not in raw):
        return {}
    return {label(part): part for part in listed}


def _is_said(part: Any, here: Schema, other: Schema) -> bool:
    """Whether a part only has fields that the other schema has too, in whatever way it is put together."""
    raw = resolved(part, here.document)
    names = raw.get("properties", {}).keys()
    return bool(names) and raw.keys() <= _OBJECT and names <= _properties(other).keys()


def _properties(schema: Schema) -> dict[str, Schema]:
    """The fields of an object, those that parts of `allOf` bring along included."""
    found = {name: inner for part in _merged(schema) for name, inner in part.properties}
    return {**found, **dict(schema.properties)}


def _required(schema: Schema) -> frozenset[str]:
    return frozenset(name for part in (schema, *_merged(schema)) for name in part.required)


def _merged(schema: Schema, depth: int = 0) -> Iterator[Schema]:
    parts = schema.plain.get("allOf", ()) if depth < _DEEPEST else ()
    for raw in parts:
        part = Schema(raw, schema.pointer, schema.document)
        yield part
        yield from _merged(part, depth + 1)


def _fields(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    before, after = _properties(old), _properties(new)
    yield from _others(old, new, spot)
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


def _others(old: Schema, new: Schema, spot: Spot) -> Iterator[Told]:
    """Fields without a name of their own, as those of a mapping."""
    before, after = (s.plain.get("additionalProperties", True) for s in (old, new))
    if spot.side == "request" and after is False and before is not False:
        yield spot.kind("additional-properties-refused"), BREAKING, spot.subject, "taken", "refused"
    elif isinstance(before, dict) and isinstance(after, dict):
        inside = spot.deeper("each value")
        yield from compare(Schema(before, "", old.document), Schema(after, "", new.document), inside)


def _sent(old: Schema, new: Schema, before: dict[str, Schema], after: dict[str, Schema], spot: Spot) -> Iterator[Told]:
    for name in before.keys() - after.keys():
        yield f"request-{spot.inner}-removed", RISKY, spot.field(name).subject, "", ""
    for name, schema in after.items():
        required = name in _required(new) and not schema.plain.get("readOnly")
        default = "-with-default" if schema.plain.get("default") is not None else ""
        if name not in before and required:
            yield f"new-required-request-{spot.inner}{default}", BREAKING, spot.field(name).subject, "", ""
        elif name in before and required and name not in _required(old):
            yield f"request-{spot.inner}-became-required{default}", BREAKING, spot.field(name).subject, "", ""


def _read(old: Schema, new: Schema, before: dict[str, Schema], after: dict[str, Schema], spot: Spot) -> Iterator[Told]:
    for name in before.keys() - after.keys():
        if before[name].plain.get("writeOnly"):
            continue
        needed = name in _required(old)
        kind = "response-required-property-removed" if needed else "response-optional-property-removed"
        yield kind, BREAKING if needed else RISKY, spot.field(name).subject, "", ""
    for name in before.keys() & after.keys():
        if name in _required(old) and name not in _required(new):
            yield "response-property-became-optional", BREAKING, spot.field(name).subject, "always there", "optional"
        if name in _required(new) and before[name].plain.get("writeOnly") and not after[name].plain.get("writeOnly"):
            kind = "response-required-property-became-not-write-only"
            yield kind, RISKY, spot.field(name).subject, "write-only", "answered"
