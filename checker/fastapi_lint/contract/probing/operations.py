"""What is asked of each operation: a valid call, then what clients get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.requests import Draft, absent_id, draft
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.exchange import Exchange, HttpRequest
from fastapi_lint.facts.contract.openapi import Operation, Parameter
from fastapi_lint.facts.contract.schema import Schema
from fastapi_lint.facts.contract.words import CANARY, PAGE_SIZES, SORTS

_FIELDS = 5
_BODIES = (
    ("malformed JSON", b'{"a":'),
    ("no UTF-8", b"\xff\xfe{}"),
    ("a bare number", b"17"),
    ("an array", b"[]"),
    ("null", b"null"),
)
_WRONG: dict[str, Any] = {"integer": "no-number", "number": "no-number", "boolean": "no-boolean", "string": 17.5}
_TIMES = frozenset({"date-time", "date", "time", "duration"})
"""Formats of texts for which pydantic takes numbers on purpose."""
_TEXTS = (
    ("a NUL", "a\x00b"),
    ("an emoji", "\U0001f600"),
    ("20,000 characters", "x" * 20_000),
    ("markup", "<script>1</script>'\""),
)


def probe_operation(client: Client, operation: Operation, known: dict[str, Any]) -> Exchange | None:
    """All calls to one operation; the answer to the valid one, None when no valid one can be made up."""
    try:
        valid = draft(operation, known, client.headers)
    except NoValue:
        return None
    answer = client.call("valid", valid.request(), operation)
    if answer.ending:
        return answer
    wanted = [
        *_missing_items(valid, known),
        *_wrong_parameters(valid),
        *_odd_parameters(valid),
        *_pages(valid),
        *(_wrong_bodies(valid) if valid.has_body and isinstance(valid.body, dict) else ()),
        *(_credentials(valid) if operation.is_secured else ()),
    ]
    made = client.some([(probe, request, operation, note) for probe, request, note in wanted])
    client.trial("invalid-input", [e for e in made if e.probe in {"invalid-body", "invalid-parameter"}], operation)
    return answer


_Asked = Iterator[tuple[str, HttpRequest, str]]


def _missing_items(valid: Draft, known: dict[str, Any]) -> _Asked:
    for parameter in valid.parameters("path"):
        if parameter.name in known:
            yield "missing-item", valid.with_path(parameter.name, absent_id(parameter)).request(), parameter.name


def _wrong_parameters(valid: Draft) -> _Asked:
    for parameter in valid.parameters("path", "query"):
        kind = parameter.schema.type
        if kind in {"integer", "number", "boolean"} or parameter.schema.format in {"uuid", "date-time", "date"}:
            yield "invalid-parameter", _given(valid, parameter, "no-such-value").request(), parameter.name
        if parameter.required and parameter.where == "query":
            rest = {k: v for k, v in valid.query.items() if k != parameter.name}
            left = Draft(valid.operation, valid.path, rest, valid.headers, valid.body, valid.has_body)
            yield "invalid-parameter", left.request(), f"without {parameter.name}"


def _odd_parameters(valid: Draft) -> _Asked:
    for parameter in valid.parameters("path", "query"):
        schema = parameter.schema
        odd: list[tuple[str, Any]] = []
        if schema.type == "integer":
            odd = [("2^63", 2**63), ("-1", -1), ("0", 0)]
        elif schema.type == "number":
            odd = [("nan", "nan"), ("inf", "inf"), ("1e309", "1e309")]
        elif schema.format == "date-time":
            odd = [("a date-time without offset", "2024-03-01T12:00:00"), ("the year 1", "0001-01-01T00:00:00Z")]
        elif schema.type == "string" and not schema.format:
            odd = [(note, text) for note, text in _TEXTS if len(text) < 1000]
        for note, given in odd:
            yield "odd-parameter", _given(valid, parameter, given).request(), f"{parameter.name}: {note}"


def _pages(valid: Draft) -> _Asked:
    for parameter in valid.parameters("query"):
        if parameter.name.lower() in PAGE_SIZES and parameter.schema.type == "integer":
            yield "huge-page", _given(valid, parameter, 1_000_000_000).request(), parameter.name
        if parameter.name.lower() in SORTS:
            yield "unknown-sort", _given(valid, parameter, "no_such_field; drop").request(), parameter.name


def _wrong_bodies(valid: Draft) -> _Asked:
    body = valid.operation.body
    if body is None:
        return
    for note, content in _BODIES:
        yield "malformed-body", valid.raw(content), note
    yield "wrong-media-type", valid.raw(b"a,b\n1,2\n", "text/csv"), "text/csv"
    for name in body.required[:_FIELDS]:
        rest = {k: v for k, v in valid.body.items() if k != name}
        yield "invalid-body", valid.with_body(rest).request(), f"without {name}"
    for name, schema in list(body.properties)[:_FIELDS]:
        yield from _wrong_field(valid, name, schema)
    yield "unknown-field", valid.with_body({**valid.body, "x_unknown": CANARY}).request(), "x_unknown"


def _wrong_field(valid: Draft, name: str, schema: Schema) -> _Asked:
    if schema.type in _WRONG:
        wrong = "no-such-value" if schema.format in _TIMES else _WRONG[schema.type]
        yield "invalid-body", valid.with_body({**valid.body, name: wrong}).request(), name
    if not schema.nullable and schema.type:
        yield "invalid-body", valid.with_body({**valid.body, name: None}).request(), f"null as {name}"
    if schema.format == "email":
        yield "invalid-email", valid.with_body({**valid.body, name: "no-address"}).request(), name
    odd: list[tuple[str, Any]] = []
    if schema.format == "date-time":
        odd = [("a date-time without offset", "2024-03-01T12:00:00")]
    elif schema.type == "string" and not schema.format and "enum" not in schema.plain:
        odd = list(_TEXTS)
    elif schema.type == "integer":
        odd = [("2^63", 2**63), ("-1", -1)]
    for note, given in odd:
        yield "odd-body", valid.with_body({**valid.body, name: given}).request(), f"{name}: {note}"
    if "password" in name.lower() or "secret" in name.lower():
        broken = {k: v for k, v in {**valid.body, name: CANARY}.items() if k == name}
        yield "canary-input", valid.with_body({**broken, "x_unknown": 1}).request(), name
        long = CANARY + "-Aa1!" * 3
        yield "canary-body", valid.with_body({**valid.body, name: long}).request(), name


def _credentials(valid: Draft) -> _Asked:
    bare = valid.without_headers("authorization", "cookie", "x-api-key")
    yield "anonymous", bare.request(), "no credentials"
    yield "invalid-token", bare.with_header("authorization", "Bearer not.a.token").request(), "no token at all"
    unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIiwiZXhwIjo5OTk5OTk5OTk5fQ."
    yield "invalid-token", bare.with_header("authorization", f"Bearer {unsigned}").request(), "alg: none"


def _given(valid: Draft, parameter: Parameter, given: Any) -> Draft:
    changed = valid.with_path if parameter.where == "path" else valid.with_query
    return changed(parameter.name, given)
