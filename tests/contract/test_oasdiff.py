"""Every change that oasdiff 2026-08 calls an error or a warning: the documents before and after, and our answer.

The names are those of oasdiff's checks (Apache-2.0), without the place where the change happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from fastapi_lint.contract.comparing.documents import changes
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.location import Location

Raw = dict[str, Any]
TODAY = date(2026, 1, 15)
INT, TEXT = {"type": "integer"}, {"type": "string"}
REF = [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]
NAMED = {"schemas": {"A": {"type": "object"}, "B": {"type": "object", "required": ["b"]}}}

ERRORS = {
    "": """
        api-deprecated-sunset-missing api-deprecated-sunset-parse api-invalid-stability-level
        api-path-removed-before-sunset api-path-removed-without-deprecation api-path-sunset-parse
        api-removed-before-sunset api-removed-without-deprecation api-stability-decreased
        api-sunset-date-changed-too-small api-sunset-date-too-small new-request-path-parameter
        new-required-request-default-parameter-to-existing-path new-required-request-header-property
        new-required-request-parameter new-required-request-property new-required-request-property-with-default
        required-response-header-removed response-media-type-name-generalized response-media-type-removed
        response-required-property-removed response-success-status-removed sunset-deleted webhook-removed
    """,
    "request-body-": """
        added-required all-of-added any-of-removed became-enum became-not-nullable became-required const-added
        const-changed contains-added content-encoding-changed content-media-type-changed content-schema-added
        dependent-required-added dependent-required-changed dependent-schema-added else-added enum-value-removed
        exclusive-max-decreased exclusive-min-increased if-added list-of-types-narrowed max-contains-decreased
        max-decreased max-length-decreased media-type-removed media-type-schema-added min-contains-increased
        min-increased min-items-increased min-length-increased one-of-removed pattern-property-added
        prefix-items-removed property-names-added removed then-added type-changed unevaluated-items-added
        unevaluated-properties-added wrapped-in-one-of
    """,
    "request-header-property-": """
        became-enum became-required
    """,
    "request-parameter-": """
        became-enum became-not-nullable became-required default-value-added default-value-changed
        default-value-removed deprecated-sunset-missing enum-value-removed exclusive-max-decreased
        exclusive-min-increased list-of-types-narrowed max-decreased max-items-decreased max-length-decreased
        min-increased min-items-increased min-length-increased pattern-added removed-before-sunset
        sunset-date-changed-too-small sunset-date-too-small sunset-deleted sunset-parse type-changed
        x-extensible-enum-value-removed
    """,
    "request-parameter-property-": """
        became-not-nullable enum-value-removed list-of-types-narrowed type-specialized
    """,
    "request-property-": """
        all-of-added any-of-removed became-enum became-not-nullable became-required became-required-with-default
        const-added const-changed contains-added content-encoding-changed content-media-type-changed
        content-schema-added dependent-required-added dependent-required-changed dependent-schema-added
        deprecated-sunset-invalid deprecated-sunset-missing else-added enum-value-removed exclusive-max-decreased
        exclusive-min-increased if-added list-of-types-narrowed max-contains-decreased max-decreased
        max-length-decreased min-contains-increased min-increased min-items-increased min-length-increased
        one-of-removed pattern-added pattern-property-added prefix-items-removed property-names-added
        stability-decreased sunset-date-too-small then-added type-changed unevaluated-items-added
        unevaluated-properties-added x-extensible-enum-value-removed
    """,
    "response-body-": """
        became-nullable const-changed const-removed contains-removed content-encoding-changed
        content-media-type-changed content-schema-removed dependent-required-changed dependent-required-removed
        dependent-schema-removed else-removed exclusive-max-increased exclusive-min-decreased if-removed
        list-of-types-widened max-contains-increased max-increased max-length-increased max-length-unset
        min-contains-decreased min-decreased min-items-decreased min-items-unset min-length-decreased one-of-added
        pattern-property-removed prefix-items-added property-names-removed then-removed type-changed
        type-generalized unevaluated-items-removed unevaluated-properties-removed wrapped-in-one-of
    """,
    "response-header-": """
        became-nullable became-optional type-changed type-generalized
    """,
    "response-property-": """
        became-nullable became-optional const-changed const-removed contains-removed content-encoding-changed
        content-media-type-changed content-schema-removed dependent-required-changed dependent-required-removed
        dependent-schema-removed deprecated-sunset-invalid deprecated-sunset-missing else-removed
        exclusive-max-increased exclusive-min-decreased if-removed list-of-types-widened max-contains-increased
        max-increased max-length-increased max-length-unset min-contains-decreased min-decreased min-items-decreased
        min-items-unset min-length-decreased one-of-added pattern-property-removed prefix-items-added
        property-names-removed stability-decreased sunset-date-too-small then-removed type-changed type-generalized
        unevaluated-items-removed unevaluated-properties-removed
    """,
}

WARNINGS = {
    "": """
        optional-response-header-removed response-optional-property-removed
        response-required-property-became-not-write-only
    """,
    "request-body-": """
        all-of-removed exclusive-max-set exclusive-min-set max-length-set max-set min-items-set min-set
    """,
    "request-parameter-": """
        exclusive-max-set exclusive-min-set max-length-set max-set min-items-set min-set pattern-changed removed
    """,
    "request-parameter-property-": """
        type-changed
    """,
    "request-property-": """
        all-of-removed exclusive-max-set exclusive-min-set max-length-set max-set min-items-set min-set
        pattern-changed removed
    """,
    "response-body-": """
        media-type-schema-removed
    """,
    "response-property-": """
        enum-value-added
    """,
}


def both(schema: Raw, **more: Any) -> tuple[Raw, Raw]:
    """A schema without and with further keywords."""
    return schema, {**schema, **more}


def moved(schema: Raw, keyword: str, before: Any, after: Any) -> tuple[Raw, Raw]:
    """A schema whose keyword gets another value."""
    return {**schema, keyword: before}, {**schema, keyword: after}


def tightened(keyword: str, name: str, schema: Raw, *, low: bool) -> dict[str, tuple[Raw, Raw]]:
    """A bound that lets less through."""
    change = "increased" if low else "decreased"
    return {
        f"{name}-{change}": moved(schema, keyword, 2, 3) if low else moved(schema, keyword, 3, 2),
        f"{name}-set": both(schema, **{keyword: 2}),
    }


def loosened(keyword: str, name: str, schema: Raw, *, low: bool) -> dict[str, tuple[Raw, Raw]]:
    """A bound that lets more through."""
    change = "decreased" if low else "increased"
    with_bound = {**schema, keyword: 2}
    return {
        f"{name}-{change}": moved(schema, keyword, 3, 2) if low else moved(schema, keyword, 2, 3),
        f"{name}-unset": (with_bound, schema),
    }


LIST, OBJECT = {"type": "array"}, {"type": "object"}
NULLABLE = {"anyOf": [TEXT, {"type": "null"}]}
BOUNDS = (
    ("maximum", "max", INT, False),
    ("exclusiveMaximum", "exclusive-max", INT, False),
    ("maxLength", "max-length", TEXT, False),
    ("maxItems", "max-items", LIST, False),
    ("minimum", "min", INT, True),
    ("exclusiveMinimum", "exclusive-min", INT, True),
    ("minLength", "min-length", TEXT, True),
    ("minItems", "min-items", LIST, True),
)
ONLY_NARROW = {
    "if": both(TEXT, **{"if": INT}),
    "then": both(TEXT, then=INT),
    "else": both(TEXT, **{"else": INT}),
    "contains": both(LIST, contains=INT),
    "dependent-schema": both(OBJECT, dependentSchemas={"a": {"required": ["b"]}}),
    "pattern-property": both(OBJECT, patternProperties={"^a": INT}),
    "property-names": both(OBJECT, propertyNames={"maxLength": 3}),
    "unevaluated-items": both(LIST, unevaluatedItems=False),
    "unevaluated-properties": both(OBJECT, unevaluatedProperties=False),
    "content-schema": both(TEXT, contentSchema=INT),
    "dependent-required": both(OBJECT, dependentRequired={"a": ["b"]}),
}
EITHER = {
    "content-media-type-changed": moved(TEXT, "contentMediaType", "text/csv", "text/html"),
    "content-encoding-changed": moved(TEXT, "contentEncoding", "base64", "base32"),
    "dependent-required-changed": moved(OBJECT, "dependentRequired", {"a": ["b"]}, {"a": ["c"]}),
    "type-changed": (INT, TEXT),
    "const-changed": moved(TEXT, "const", "x", "y"),
    "wrapped-in-one-of": (REF[0], {"oneOf": REF}),
}
SENT = {
    **{f"{name}-added": pair for name, pair in ONLY_NARROW.items()},
    **EITHER,
    **{k: pair for keyword, name, on, low in BOUNDS for k, pair in tightened(keyword, name, on, low=low).items()},
    "became-enum": both(TEXT, enum=["a"]),
    "enum-value-removed": moved(TEXT, "enum", ["a", "b"], ["a"]),
    "x-extensible-enum-value-removed": moved(TEXT, "x-extensible-enum", ["a", "b"], ["a"]),
    "became-not-nullable": (NULLABLE, TEXT),
    "const-added": both(TEXT, const="x"),
    "pattern-added": both(TEXT, pattern="^a"),
    "pattern-changed": moved(TEXT, "pattern", "^a", "^b"),
    "all-of-added": both(OBJECT, allOf=REF),
    "all-of-removed": (both(OBJECT, allOf=REF)[1], OBJECT),
    "any-of-removed": ({"anyOf": REF}, {"anyOf": REF[:1]}),
    "one-of-removed": ({"oneOf": REF}, {"oneOf": REF[:1]}),
    "list-of-types-narrowed": ({"type": ["integer", "string"]}, {"type": ["integer"]}),
    "type-specialized": ({"type": "number"}, INT),
    "prefix-items-removed": (both(LIST, prefixItems=[INT])[1], LIST),
    "min-contains-increased": moved({**LIST, "contains": INT}, "minContains", 1, 2),
    "max-contains-decreased": moved({**LIST, "contains": INT}, "maxContains", 2, 1),
}
READ = {
    **{f"{name}-removed": pair[::-1] for name, pair in ONLY_NARROW.items()},
    **EITHER,
    **{k: pair for keyword, name, on, low in BOUNDS for k, pair in loosened(keyword, name, on, low=low).items()},
    "type-generalized": (INT, {"type": "number"}),
    "list-of-types-widened": ({"type": ["integer"]}, {"type": ["integer", "string"]}),
    "became-nullable": (TEXT, NULLABLE),
    "const-removed": both(TEXT, const="x")[::-1],
    "enum-value-added": moved(TEXT, "enum", ["a"], ["a", "b"]),
    "one-of-added": ({"oneOf": REF[:1]}, {"oneOf": REF}),
    "prefix-items-added": both(LIST, prefixItems=[INT]),
    "min-contains-decreased": moved({**LIST, "contains": INT}, "minContains", 2, 1),
    "max-contains-increased": moved({**LIST, "contains": INT}, "maxContains", 1, 2),
}


def ends(sunset: str) -> dict[str, Any]:
    """What calls a part deprecated."""
    return {"deprecated": True, "x-sunset": sunset}


MARKED = {
    "deprecated-sunset-missing": both(TEXT, deprecated=True),
    "deprecated-sunset-invalid": both(TEXT, **ends("soon")),
    "sunset-date-too-small": both(TEXT, **ends("2026-01-01")),
    "stability-decreased": moved(TEXT, "x-stability-level", "stable", "beta"),
}


def operation(**parts: Any) -> Raw:
    return {"paths": {"/orders": {"post": {"responses": {}, **parts}}}, "components": NAMED}


def field(schema: Raw, *, required: bool = False) -> Raw:
    return {"type": "object", "properties": {"a": schema}, "required": ["a"] if required else []}


def body(schema: Raw | None, *, required: bool = True, media: str = "application/json") -> Raw:
    described = {} if schema is None else {"schema": schema}
    return operation(requestBody={"required": required, "content": {media: described}})


def answer(schema: Raw | None, *, media: str = "application/json", **more: Any) -> Raw:
    described = {} if schema is None else {"schema": schema}
    return operation(responses={"200": {"content": {media: described}, **more}})


def taking(schema: Raw, *, where: str = "query", required: bool = False, **more: Any) -> Raw:
    parameter = {"name": "q", "in": where, "required": required, "schema": schema, **more}
    return operation(parameters=[parameter])


def sending(schema: Raw, *, required: bool = False) -> Raw:
    return answer(INT, headers={"ETag": {"required": required, "schema": schema}})


def matured(level: str) -> Raw:
    more: dict[str, Any] = {"x-stability-level": level}
    return operation(**more)


def deprecated(sunset: str | None = None, **more: Any) -> Raw:
    return operation(deprecated=True, **({} if sunset is None else {"x-sunset": sunset}), **more)


PLACES: dict[str, tuple[dict[str, tuple[Raw, Raw]], Callable[[Raw], Raw]]] = {
    "request-parameter-property-": (SENT, lambda s: taking(field(s))),
    "request-header-property-": (SENT, lambda s: taking(field(s), where="header")),
    "request-body-": (SENT, body),
    "request-property-": ({**SENT, **MARKED}, lambda s: body(field(s))),
    "request-parameter-": (SENT, taking),
    "response-body-": (READ, answer),
    "response-property-": ({**READ, **MARKED}, lambda s: answer(field(s, required=True))),
    "response-header-": (READ, sending),
}
GONE: Raw = {"paths": {}}
OTHERS: Raw = {"paths": {"/orders": {"get": {"responses": {}}}}}
OWN = {
    "api-stability-decreased": (
        matured("stable"),
        matured("beta"),
    ),
    "api-invalid-stability-level": (operation(), matured("solid")),
    "api-deprecated-sunset-parse": (operation(), deprecated("soon")),
    "api-deprecated-sunset-missing": (operation(), deprecated()),
    "api-sunset-date-too-small": (operation(), deprecated("2026-01-01")),
    "api-sunset-date-changed-too-small": (deprecated("2026-03-01"), deprecated("2026-02-01")),
    "sunset-deleted": (deprecated("2026-03-01"), deprecated()),
    "api-path-removed-without-deprecation": (operation(), GONE),
    "api-path-sunset-parse": (deprecated("soon"), GONE),
    "api-path-removed-before-sunset": (deprecated("2026-03-01"), GONE),
    "api-removed-without-deprecation": (operation(), OTHERS),
    "api-removed-before-sunset": (deprecated("2026-03-01"), OTHERS),
    "webhook-removed": ({"paths": {}, "webhooks": {"paid": {}}}, GONE),
    "request-parameter-deprecated-sunset-missing": (taking(TEXT), taking(TEXT, deprecated=True)),
    "request-parameter-sunset-date-too-small": (
        taking(TEXT),
        taking(TEXT, **ends("2026-01-01")),
    ),
    "request-parameter-sunset-deleted": (
        taking(TEXT, **ends("2026-03-01")),
        taking(TEXT, deprecated=True),
    ),
    "request-parameter-sunset-date-changed-too-small": (
        taking(TEXT, **ends("2026-03-01")),
        taking(TEXT, **ends("2026-02-01")),
    ),
    "request-parameter-sunset-parse": (taking(TEXT, **ends("soon")), operation()),
    "request-parameter-removed-before-sunset": (
        taking(TEXT, **ends("2026-03-01")),
        operation(),
    ),
    "request-body-added-required": (operation(), body(TEXT)),
    "request-body-removed": (body(TEXT), operation()),
    "request-body-became-required": (body(TEXT, required=False), body(TEXT)),
    "request-body-media-type-removed": (body(TEXT), body(TEXT, media="text/csv")),
    "request-body-media-type-schema-added": (body(None), body(TEXT)),
    "response-body-media-type-schema-removed": (answer(TEXT), answer(None)),
    "new-required-request-parameter": (operation(), taking(TEXT, required=True)),
    "new-required-request-default-parameter-to-existing-path": (
        operation(),
        taking({**TEXT, "default": "x"}, required=True),
    ),
    "new-request-path-parameter": (operation(), taking(TEXT, where="path", required=True)),
    "request-parameter-removed": (taking(TEXT), operation()),
    "request-parameter-became-required": (taking(TEXT), taking(TEXT, required=True)),
    "request-parameter-default-value-added": (taking(INT), taking({**INT, "default": 1})),
    "request-parameter-default-value-changed": (taking({**INT, "default": 1}), taking({**INT, "default": 2})),
    "request-parameter-default-value-removed": (taking({**INT, "default": 1}), taking(INT)),
    "new-required-request-header-property": (
        taking(OBJECT, where="header"),
        taking(field(TEXT, required=True), where="header"),
    ),
    "request-header-property-became-required": (
        taking(field(TEXT), where="header"),
        taking(field(TEXT, required=True), where="header"),
    ),
    "new-required-request-property": (body(OBJECT), body(field(TEXT, required=True))),
    "new-required-request-property-with-default": (
        body(OBJECT),
        body(field({**TEXT, "default": "x"}, required=True)),
    ),
    "request-property-removed": (body(field(TEXT)), body(OBJECT)),
    "request-property-became-required": (body(field(TEXT)), body(field(TEXT, required=True))),
    "request-property-became-required-with-default": (
        body(field({**TEXT, "default": "x"})),
        body(field({**TEXT, "default": "x"}, required=True)),
    ),
    "response-header-became-optional": (sending(TEXT, required=True), sending(TEXT)),
    "required-response-header-removed": (sending(TEXT, required=True), answer(INT)),
    "optional-response-header-removed": (sending(TEXT), answer(INT)),
    "response-media-type-removed": (answer(TEXT), answer(TEXT, media="text/csv")),
    "response-media-type-name-generalized": (
        answer(TEXT, media="application/hal+json"),
        answer(TEXT, media="application/json"),
    ),
    "response-success-status-removed": (answer(TEXT), operation()),
    "response-optional-property-removed": (answer(field(TEXT)), answer(OBJECT)),
    "response-required-property-removed": (answer(field(TEXT, required=True)), answer(OBJECT)),
    "response-property-became-optional": (answer(field(TEXT, required=True)), answer(field(TEXT))),
    "response-required-property-became-not-write-only": (
        answer(field({**TEXT, "writeOnly": True}, required=True)),
        answer(field(TEXT, required=True)),
    ),
}
"""Changes that happen in one place only."""


def listed(table: dict[str, str]) -> Iterator[str]:
    yield from (f"{place}{change}" for place, names in table.items() for change in names.split())


def documents(check: str) -> tuple[Raw, Raw]:
    if check in OWN:
        return OWN[check]
    place = next(p for p in PLACES if check.startswith(p) and check.removeprefix(p) in PLACES[p][0])
    table, placed = PLACES[place]
    before, after = table[check.removeprefix(place)]
    return placed(before), placed(after)


def found(check: str) -> list[tuple[str, str]]:
    before, after = documents(check)
    return [(c.kind, c.level) for c in changes(before, Document(after, Location("")), TODAY)]


@pytest.mark.parametrize("check", [*listed(ERRORS)])
def test_what_oasdiff_calls_an_error_breaks_clients(check: str) -> None:
    assert (check, "breaking") in found(check)


@pytest.mark.parametrize("check", [*listed(WARNINGS)])
def test_what_oasdiff_warns_of_is_risky(check: str) -> None:
    assert (check, "risky") in found(check)


@pytest.mark.parametrize("check", [*listed(ERRORS), *listed(WARNINGS)])
def test_no_document_differs_from_itself(check: str) -> None:
    for document in documents(check):
        assert list(changes(document, Document(document, Location("")), TODAY)) == []
