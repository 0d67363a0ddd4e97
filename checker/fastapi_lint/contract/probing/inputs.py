"""Input that clients get wrong, and input that is unusual: parameters, bodies and their fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from fastapi_lint.contract.probing.requests import Draft, absent_id
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.operation_parts import Parameter
from fastapi_lint.facts.contract.schema import Schema
from fastapi_lint.facts.contract.words import CANARY

Asked: TypeAlias = Iterator[tuple[str, HttpRequest, str]]
"""(probe, request, note)"""

_FIELDS = 5
_LONG = 20_000
_BODIES = (
    ("malformed JSON", b'{"a":'),
    ("no UTF-8", b"\xff\xfe{}"),
    ("a bare number", b"17"),
    ("an array", b"[]"),
    ("null", b"null"),
)
_WRONG: dict[str, Any] = {"integer": "no-number", "number": "no-number", "boolean": "no-boolean", "string": ["no text"]}
"""What no version of pydantic takes: version 1 makes texts of numbers."""
_TIMES = frozenset({"date-time", "date", "time", "duration"})
"""Formats of texts for which pydantic takes numbers on purpose."""
_MOMENTS = (
    ("a date-time without offset", "2024-03-01T12:00:00"),
    ("the first hour of the year 1, east of Greenwich", "0001-01-01T00:00:00+14:00"),
)
_TEXTS = (
    ("a NUL", "a\x00b"),
    ("an emoji", "\U0001f600"),
    ("20,000 characters", "x" * _LONG),
    ("markup", "<script>1</script>'\""),
)


def missing_items(valid: Draft, known: dict[str, Any]) -> Asked:
    """Identifiers that lead to nothing."""
    for parameter in valid.parameters("path"):
        if parameter.name in known:
            yield "missing-item", valid.with_path(parameter.name, absent_id(parameter)).request(), parameter.name


def wrong_parameters(valid: Draft) -> Asked:
    """Values of a wrong type, and required parameters left out."""
    for parameter in valid.parameters("path", "query"):
        kind = parameter.schema.type
        if kind in {"integer", "number", "boolean"} or parameter.schema.format in {"uuid", "date-time", "date"}:
            yield "invalid-parameter", given(valid, parameter, "no-such-value").request(), parameter.name
        if parameter.required and parameter.where == "query":
            rest = {k: v for k, v in valid.query.items() if k != parameter.name}
            left = Draft(valid.operation, valid.path, rest, valid.headers, valid.body, valid.has_body)
            yield "invalid-parameter", left.request(), f"without {parameter.name}"


def odd_parameters(valid: Draft) -> Asked:
    """Values of the right type that break things."""
    for parameter in valid.parameters("path", "query"):
        schema = parameter.schema
        odd: list[tuple[str, Any]] = []
        if schema.type == "integer":
            odd = [("2^63", 2**63), ("-1", -1), ("0", 0), *_ends(schema)]
        elif schema.type == "number":
            odd = [("nan", "nan"), ("inf", "inf"), ("1e309", "1e309")]
        elif schema.format == "date-time":
            odd = [*_MOMENTS, ("the year 1", "0001-01-01T00:00:00Z")]
        elif schema.type == "string" and not schema.format:
            odd = [(note, text) for note, text in _TEXTS if len(text) < 1000]
        for note, text in odd:
            yield "odd-parameter", given(valid, parameter, text).request(), f"{parameter.name}: {note}"
        if schema.type == "string" and not schema.format and "enum" not in schema.plain:
            yield (
                "line-break",
                given(valid, parameter, "a\r\nx-injected: 1").request(),
                f"{parameter.name}: a line break",
            )


def wrong_bodies(valid: Draft) -> Asked:
    """Bodies that cannot be read, and bodies with one wrong field."""
    body = valid.operation.body
    if body is None:
        return
    for note, content in _BODIES:
        yield "malformed-body", valid.raw(content), note
    yield "wrong-media-type", valid.raw(b"a,b\n1,2\n", "text/csv"), "text/csv"
    if "application/json" in valid.operation.body_media:
        yield "wrong-media-type", valid.raw(json.dumps(valid.body).encode(), "text/plain"), "text/plain"
    if not body.required and valid.body:
        yield "odd-body", valid.with_body({}).request(), "no field at all"
    for name in body.required[:_FIELDS]:
        rest = {k: v for k, v in valid.body.items() if k != name}
        yield "invalid-body", valid.with_body(rest).request(), f"without {name}"
    for name, schema in list(body.properties)[:_FIELDS]:
        yield from _wrong_field(valid, name, schema)
    yield "unknown-field", valid.with_body({**valid.body, "x_unknown": CANARY}).request(), "x_unknown"


def _wrong_field(valid: Draft, name: str, schema: Schema) -> Asked:
    if schema.type in _WRONG:
        wrong = "no-such-value" if schema.format in _TIMES else _WRONG[schema.type]
        yield "invalid-body", valid.with_body({**valid.body, name: wrong}).request(), name
    if not schema.nullable and schema.type:
        yield "invalid-body", valid.with_body({**valid.body, name: None}).request(), f"null as {name}"
    if schema.format == "email":
        yield "invalid-email", valid.with_body({**valid.body, name: "no-address"}).request(), name
    odd: list[tuple[str, Any]] = []
    if schema.format == "date-time":
        odd = list(_MOMENTS)
    elif schema.type == "string" and not schema.format and "enum" not in schema.plain:
        odd = [*_TEXTS, *_longest(schema)]
    elif schema.type == "integer":
        odd = [("2^63", 2**63), ("-1", -1), *_ends(schema)]
    for note, text in odd:
        yield "odd-body", valid.with_body({**valid.body, name: text}).request(), f"{name}: {note}"
    if "password" in name.lower() or "secret" in name.lower():
        broken = {k: v for k, v in {**valid.body, name: CANARY}.items() if k == name}
        yield "canary-input", valid.with_body({**broken, "x_unknown": 1}).request(), name
        long = CANARY + "-Aa1!" * 3
        yield "canary-body", valid.with_body({**valid.body, name: long}).request(), name


def _ends(schema: Schema) -> Iterator[tuple[str, int]]:
    """The least and the greatest number that the document allows."""
    for name, note in (("minimum", "the least allowed"), ("maximum", "the greatest allowed")):
        if (limit := schema.limit(name)) is not None and int(limit) not in {-1, 0}:
            yield note, int(limit)


def _longest(schema: Schema) -> Iterator[tuple[str, str]]:
    """A text as long as the document allows."""
    longest = schema.limit("maxLength")
    if longest and longest < _LONG and "pattern" not in schema.plain:
        yield "the longest allowed", "x" * int(longest)


def given(valid: Draft, parameter: Parameter, value: Any) -> Draft:
    """With another value of a parameter in the path or the query."""
    changed = valid.with_path if parameter.where == "path" else valid.with_query
    return changed(parameter.name, value)
