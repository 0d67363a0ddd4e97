"""Whether a value is what a schema promises; the first place where it is not, in words."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from fastapi_lint.facts.contract.formats import has_format
from fastapi_lint.facts.contract.schema import Schema, resolved

_DEEPEST = 12
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def problem(value: Any, schema: Schema) -> str:
    """`price: expected a number, not "1"`; "" when the value conforms."""
    return next(_problems(value, schema.raw, schema.document, "", 0), "")


def _problems(value: Any, raw: Any, document: dict[str, Any], at: str, depth: int) -> Iterator[str]:
    schema = resolved(raw, document)
    if depth > _DEEPEST or not schema:
        return
    yield from _combined(value, schema, document, at, depth)
    if "const" in schema and value != schema["const"]:
        yield _said(at, f"expected {schema['const']!r}")
    if isinstance(schema.get("enum"), list) and value not in schema["enum"]:
        yield _said(at, f"{_short(value)} is none of the listed values")
    kinds = schema.get("type")
    listed = kinds if isinstance(kinds, list) else [kinds] if kinds else []
    if listed and not any(_is(value, kind) for kind in listed):
        yield _said(at, f"expected {' or '.join(listed)}, not {_short(value)}")
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


def _combined(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str, depth: int) -> Iterator[str]:
    for part in schema.get("allOf", ()):
        yield from _problems(value, part, document, at, depth + 1)
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        found = [next(_problems(value, o, document, at, depth + 1), "") for o in options]
        if all(found):
            yield next((f for f, o in zip(found, options, strict=True) if o.get("type") != "null"), found[0])


def _fields(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], at: str, depth: int
) -> Iterator[str]:
    known = schema.get("properties", {})
    prefix = f"{at}." if at else ""
    for name in schema.get("required", ()):
        if name not in value:
            yield _said(f"{prefix}{name}", "is missing")
    rest = schema.get("additionalProperties", True)
    for name, inner in value.items():
        if name in known:
            yield from _problems(inner, known[name], document, f"{prefix}{name}", depth + 1)
        elif rest is False:
            yield _said(f"{prefix}{name}", "is not among the documented fields")
        elif isinstance(rest, dict):
            yield from _problems(inner, rest, document, f"{prefix}{name}", depth + 1)


def _sizes(size: int, schema: dict[str, Any], key: str, noun: str, at: str) -> Iterator[str]:
    least, most = schema.get(f"min{key}"), schema.get(f"max{key}")
    if isinstance(least, int) and size < least:
        yield _said(at, f"has {size} {noun}, fewer than {least}")
    if isinstance(most, int) and size > most:
        yield _said(at, f"has {size} {noun}, more than {most}")


def _text(value: str, schema: dict[str, Any], at: str) -> Iterator[str]:
    pattern, form = schema.get("pattern"), schema.get("format")
    try:
        if isinstance(pattern, str) and not re.search(pattern, value):
            yield _said(at, f"{_short(value)} does not match {pattern}")
    except re.error:
        return
    if isinstance(form, str) and not has_format(value, form):
        yield _said(at, f"{_short(value)} is no {form}")


_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


def _number(value: float, schema: dict[str, Any], at: str) -> Iterator[str]:
    for key, fits in _BOUNDS.items():
        limit = schema.get(key)
        if isinstance(limit, int | float) and not isinstance(limit, bool) and not fits(value, limit):
            yield _said(at, f"{value} breaks {key} {limit}")


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(kind, object))


def _said(at: str, what: str) -> str:
    return f"{at}: {what}" if at else what


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
