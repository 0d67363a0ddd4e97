"""Whether a value is what a schema promises; the first place where it is not, in words."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from fastapi_lint.facts.contract.formats import has_format
from fastapi_lint.facts.contract.schema import Schema, resolved
from fastapi_lint.model.record import Record

_DEEPEST = 12
_SHOWN = 40
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


class Breach(Record):
    """The place and what is expected there, `price: expected number`; `value` is what stands there, "" for nothing."""

    expected: str
    value: str = ""

    @property
    def told(self) -> str:
        """`price: expected number, not "1"`."""
        return f"{self.expected}, not {self.value}" if self.value else self.expected


def problem(value: Any, schema: Schema) -> Breach | None:
    """The first breach; None when the value conforms."""
    return next(breaches(value, schema), None)


def breaches(value: Any, schema: Schema) -> Iterator[Breach]:
    """Every breach, the outermost first."""
    return _problems(value, schema.raw, schema.document, "", 0)


def _problems(value: Any, raw: Any, document: dict[str, Any], at: str, depth: int) -> Iterator[Breach]:
    schema = resolved(raw, document)
    if depth > _DEEPEST or not schema:
        return
    yield from _combined(value, schema, document, at, depth)
    if "const" in schema and value != schema["const"]:
        yield _said(at, f"expected {schema['const']!r}", value)
    if isinstance(schema.get("enum"), list) and value not in schema["enum"]:
        yield _said(at, "expected one of the listed values", value)
    kinds = schema.get("type")
    listed = kinds if isinstance(kinds, list) else [kinds] if kinds else []
    if listed and not any(_is(value, kind) for kind in listed):
        yield _said(at, f"expected {' or '.join(listed)}", value)
        return
    if isinstance(value, dict):
        yield from _fields(value, schema, document, at, depth)
    elif isinstance(value, list):
        if isinstance(schema.get("items"), dict):
            for number, item in enumerate(value[:50]):
                yield from _problems(item, schema["items"], document, f"{at}[{number}]", depth + 1)
        yield from _sizes(len(value), schema, "Items", "items", at)
    elif isinstance(value, str):
        yield from _sizes(len(value), schema, "Length", "characters", at)
        yield from _text(value, schema, at)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number(value, schema, at)


def _combined(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str, depth: int) -> Iterator[Breach]:
    for part in schema.get("allOf", ()):
        yield from _problems(value, part, document, at, depth + 1)
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        found = [next(_problems(value, o, document, at, depth + 1), None) for o in options]
        breaches = [f for f in found if f is not None]
        if len(breaches) == len(options):
            yield next((f for f, o in zip(breaches, options, strict=True) if o.get("type") != "null"), breaches[0])


def _fields(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], at: str, depth: int
) -> Iterator[Breach]:
    known = schema.get("properties", {})
    prefix = f"{at}." if at else ""
    for name in schema.get("required", ()):
        if name not in value:
            yield Breach(f"{prefix}{name}: is missing")
    rest = schema.get("additionalProperties", True)
    for name, inner in value.items():
        if name in known:
            yield from _problems(inner, known[name], document, f"{prefix}{name}", depth + 1)
        elif rest is False:
            yield Breach(f"{prefix}{name}: is not among the documented fields")
        elif isinstance(rest, dict):
            yield from _problems(inner, rest, document, f"{prefix}{name}", depth + 1)


def _sizes(size: int, schema: dict[str, Any], key: str, noun: str, at: str) -> Iterator[Breach]:
    least, most = schema.get(f"min{key}"), schema.get(f"max{key}")
    if isinstance(least, int) and size < least:
        yield _said(at, f"expected at least {least} {noun}", size)
    if isinstance(most, int) and size > most:
        yield _said(at, f"expected at most {most} {noun}", size)


def _text(value: str, schema: dict[str, Any], at: str) -> Iterator[Breach]:
    pattern, form = schema.get("pattern"), schema.get("format")
    try:
        if isinstance(pattern, str) and not re.search(pattern, value):
            yield _said(at, f"expected a match of {pattern}", value)
    except re.error:
        return
    if isinstance(form, str) and not has_format(value, form):
        yield _said(at, f"expected {form}", value)


_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


def _number(value: float, schema: dict[str, Any], at: str) -> Iterator[Breach]:
    for key, fits in _BOUNDS.items():
        limit = schema.get(key)
        if isinstance(limit, int | float) and not isinstance(limit, bool) and not fits(value, limit):
            yield _said(at, f"expected {key} {limit}", value)


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(kind, object))


def _said(at: str, what: str, value: Any) -> Breach:
    text = repr(value)
    return Breach(f"{at}: {what}" if at else what, text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}...")
