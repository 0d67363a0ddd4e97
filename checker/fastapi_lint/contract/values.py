"""Example values for a schema: what a client would send that has read the document."""

from __future__ import annotations

from typing import Any

from fastapi_lint.facts.contract.schema import Schema

_BY_FORMAT = {
    "date-time": "2024-03-01T12:00:00Z",
    "date": "2024-03-01",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "email": "reader@example.org",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "uri": "https://example.org/page",
    "hostname": "example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "binary": "text",
    "password": "Correct-horse-9",
}
_BY_NAME = {
    "email": "reader@example.org",
    "password": "Correct-horse-9",
    "currency": "EUR",
    "url": "https://example.org",
}
_DEEPEST = 6
_WORD = "sample"


class NoValue(Exception):
    """No value can be made up: the schema wants a pattern, or nests without end."""


def value(schema: Schema, name: str = "", depth: int = 0) -> Any:
    """A value that the schema admits; raises NoValue."""
    plain = schema.plain
    given = [plain.get(key) for key in ("const", "example", "default")]
    given += [plain[key][0] for key in ("examples", "enum") if isinstance(plain.get(key), list) and plain[key]]
    if stated := [g for g in given if g is not None]:
        return stated[0]
    if depth > _DEEPEST:
        raise NoValue
    if schema.alternatives:
        return value(schema.alternatives[0], name, depth + 1)
    match schema.type:
        case "object" | "" if "properties" in plain:
            return _object(schema, depth)
        case "array":
            return _array(schema, depth)
        case "integer" | "number":
            return _number(schema)
        case "boolean":
            return True
        case "string":
            return _text(schema, name)
        case "object":
            return {}
        case _:
            return _WORD


def _object(schema: Schema, depth: int) -> dict[str, Any]:
    wanted = set(schema.required)
    return {key: value(inner, key, depth + 1) for key, inner in schema.properties if key in wanted}


def _array(schema: Schema, depth: int) -> list[Any]:
    least = int(schema.limit("minItems") or 0)
    if schema.items is None or (least == 0 and depth > 1):
        return []
    return [value(schema.items, "", depth + 1) for _ in range(max(1, least))]


def _number(schema: Schema) -> int | float:
    low, above = schema.limit("minimum"), schema.limit("exclusiveMinimum")
    high, below = schema.limit("maximum"), schema.limit("exclusiveMaximum")
    found: float = 1
    if low is not None:
        found = max(found, low)
    if above is not None and found <= above:
        found = above + 1
    if high is not None and found > high:
        found = high
    if below is not None and found >= below:
        found = below - 1 if above is None or below - above > 1 else (above + below) / 2
    if (step := schema.limit("multipleOf")) and found % step:
        found = step * (found // step + 1)
    return int(found) if schema.type == "integer" or found == int(found) else found


def _text(schema: Schema, name: str) -> str:
    if schema.plain.get("pattern") and schema.format == "":
        return _matching(schema)
    found = _BY_FORMAT.get(schema.format) or next((v for k, v in _BY_NAME.items() if k in name.lower()), _WORD)
    least, most = int(schema.limit("minLength") or 0), schema.limit("maxLength")
    if len(found) < least:
        found += "x" * (least - len(found))
    return found[: int(most)] if most is not None and len(found) > most else found


def _matching(schema: Schema) -> str:
    """A text for simple patterns, found among likely ones; raises NoValue."""
    import re

    least = int(schema.limit("minLength") or 1)
    likely = [_WORD, "EUR", "DE", "12.50", "1.5", "1", "A1", "abc-123", "ABC-1234", "+491701234567", "2024-03-01"]
    likely += ["a" * n for n in range(1, 65)] + ["A" * n for n in range(2, 12)] + ["1" * n for n in range(2, 20)]
    likely += [
        "0" * 8 + "-0000-4000-8000-" + "0" * 12,
        "a@example.org",
        "https://example.org",
        "#ff0000",
        "A-1",
        "AB-12",
    ]
    try:
        pattern = re.compile(schema.plain["pattern"])
    except re.error:
        raise NoValue from None
    for text in likely:
        if len(text) >= least and pattern.search(text):
            return text
    raise NoValue
