"""What counts as a change that breaks clients, one change at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fastapi_lint.contract.causes import causes
from fastapi_lint.contract.comparing.documents import changes
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.location import Location

Raw = dict[str, Any]
TODAY = date(2026, 1, 15)
INT, TEXT = {"type": "integer"}, {"type": "string"}


def operation(**parts: Any) -> Raw:
    return {"paths": {"/orders": {"post": {"responses": {}, **parts}}}}


def body(schema: Raw, *, required: bool = True) -> Raw:
    return operation(requestBody={"required": required, "content": {"application/json": {"schema": schema}}})


def answer(schema: Raw, status: str = "200", **more: Any) -> Raw:
    return operation(responses={status: {"content": {"application/json": {"schema": schema}}, **more}})


def taking(schema: Raw, *, name: str = "q", where: str = "query", required: bool = False) -> Raw:
    return operation(parameters=[{"name": name, "in": where, "required": required, "schema": schema}])


def fields(required: tuple[str, ...] = (), **properties: Raw) -> Raw:
    return {"type": "object", "properties": properties, "required": list(required)}


def kinds(old: Raw, new: Raw) -> list[tuple[str, str]]:
    return [(c.kind, c.level) for c in changes(old, Document(new, Location("")), TODAY)]


BREAKING = {
    "api-path-removed-without-deprecation": (operation(), {"paths": {}}),
    "api-removed-without-deprecation": (operation(), {"paths": {"/orders": {"get": {"responses": {}}}, "/x": {}}}),
    "api-path-removed-before-sunset": (operation(deprecated=True, **{"x-sunset": "2026-02-01"}), {"paths": {}}),
    "api-path-sunset-parse": (operation(deprecated=True, **{"x-sunset": "soon"}), {"paths": {}}),
    "sunset-deleted": (operation(deprecated=True, **{"x-sunset": "2026-02-01"}), operation(deprecated=True)),
    "api-deprecated-sunset-parse": (operation(), operation(deprecated=True, **{"x-sunset": "soon"})),
    "api-sunset-date-changed-too-small": (
        operation(deprecated=True, **{"x-sunset": "2026-03-01"}),
        operation(deprecated=True, **{"x-sunset": "2026-02-01"}),
    ),
    "api-stability-decreased": (
        operation(**{"x-stability-level": "stable"}),
        operation(**{"x-stability-level": "beta"}),
    ),
    "api-invalid-stability-level": (operation(), operation(**{"x-stability-level": "solid"})),
    "webhook-removed": ({"paths": {}, "webhooks": {"paid": {}}}, {"paths": {}}),
    "new-required-request-parameter": (operation(), taking(INT, required=True)),
    "new-required-request-default-parameter-to-existing-path": (
        operation(),
        taking({**INT, "default": 1}, required=True),
    ),
    "request-parameter-became-required": (taking(INT), taking(INT, required=True)),
    "request-parameter-type-changed": (taking(INT), taking(TEXT)),
    "request-parameter-enum-value-removed": (
        taking({**TEXT, "enum": ["a", "b"]}),
        taking({**TEXT, "enum": ["a"]}),
    ),
    "request-parameter-became-enum": (taking(TEXT), taking({**TEXT, "enum": ["a"]})),
    "request-parameter-max-decreased": (taking({**INT, "maximum": 9}), taking({**INT, "maximum": 8})),
    "request-parameter-min-increased": (taking({**INT, "minimum": 1}), taking({**INT, "minimum": 2})),
    "request-parameter-min-length-increased": (taking(TEXT), taking({**TEXT, "minLength": 2})),
    "request-parameter-pattern-added": (taking(TEXT), taking({**TEXT, "pattern": "^a"})),
    "request-parameter-default-value-changed": (taking({**INT, "default": 1}), taking({**INT, "default": 2})),
    "request-body-added-required": (operation(), body(INT)),
    "request-body-removed": (body(INT), operation()),
    "request-body-became-required": (body(INT, required=False), body(INT)),
    "request-body-type-changed": (body(INT), body(TEXT)),
    "request-body-media-type-removed": (
        body(INT),
        operation(requestBody={"required": True, "content": {"text/csv": {"schema": TEXT}}}),
    ),
    "new-required-request-property": (body(fields()), body(fields(("a",), a=INT))),
    "new-required-request-property-with-default": (body(fields()), body(fields(("a",), a={**INT, "default": 1}))),
    "request-property-became-required": (body(fields(a=INT)), body(fields(("a",), a=INT))),
    "request-property-became-not-nullable": (
        body(fields(a={"anyOf": [INT, {"type": "null"}]})),
        body(fields(a=INT)),
    ),
    "request-property-const-added": (body(fields(a=TEXT)), body(fields(a={**TEXT, "const": "x"}))),
    "request-property-max-length-decreased": (
        body(fields(a={**TEXT, "maxLength": 9})),
        body(fields(a={**TEXT, "maxLength": 8})),
    ),
    "request-property-list-of-types-narrowed": (
        body(fields(a={"anyOf": [INT, TEXT]})),
        body(fields(a=INT)),
    ),
    "request-property-all-of-added": (body(fields(a={**INT})), body(fields(a={**INT, "allOf": [{"minimum": 1}]}))),
    "request-property-contains-added": (
        body(fields(a={"type": "array"})),
        body(fields(a={"type": "array", "contains": INT})),
    ),
    "response-success-status-removed": (answer(INT), operation()),
    "response-media-type-removed": (
        answer(INT),
        operation(responses={"200": {"content": {"text/plain": {"schema": TEXT}}}}),
    ),
    "response-body-type-changed": (answer(INT), answer(TEXT)),
    "response-body-type-generalized": (answer(INT), answer({"type": "number"})),
    "response-required-property-removed": (answer(fields(("a",), a=INT)), answer(fields())),
    "response-property-became-optional": (answer(fields(("a",), a=INT)), answer(fields(a=INT))),
    "response-property-became-nullable": (
        answer(fields(a=INT)),
        answer(fields(a={"anyOf": [INT, {"type": "null"}]})),
    ),
    "response-property-max-length-unset": (answer(fields(a={**TEXT, "maxLength": 9})), answer(fields(a=TEXT))),
    "response-property-min-decreased": (
        answer(fields(a={**INT, "minimum": 2})),
        answer(fields(a={**INT, "minimum": 1})),
    ),
    "response-property-const-changed": (
        answer(fields(a={**TEXT, "const": "x"})),
        answer(fields(a={**TEXT, "const": "y"})),
    ),
    "required-response-header-removed": (
        answer(INT, headers={"ETag": {"required": True}}),
        answer(INT, headers={}),
    ),
}
"""The kind of a change that breaks clients: the document before and after it."""

RISKY = {
    "request-parameter-removed": (taking(INT), operation()),
    "request-property-removed": (body(fields(a=INT)), body(fields())),
    "request-parameter-max-set": (taking(INT), taking({**INT, "maximum": 9})),
    "request-property-pattern-changed": (
        body(fields(a={**TEXT, "pattern": "a"})),
        body(fields(a={**TEXT, "pattern": "b"})),
    ),
    "response-optional-property-removed": (answer(fields(a=INT)), answer(fields())),
    "response-property-enum-value-added": (
        answer(fields(a={**TEXT, "enum": ["a"]})),
        answer(fields(a={**TEXT, "enum": ["a", "b"]})),
    ),
    "optional-response-header-removed": (answer(INT, headers={"ETag": {}}), answer(INT)),
}

NEUTRAL = {
    "a new operation": ({"paths": {}}, operation()),
    "a new optional parameter": (operation(), taking(INT)),
    "a new optional field": (body(fields()), body(fields(a=INT))),
    "a wider input": (body(fields(a=INT)), body(fields(a={"type": "number"}))),
    "a larger bound": (taking({**INT, "maximum": 8}), taking({**INT, "maximum": 9})),
    "a value more to send": (taking({**TEXT, "enum": ["a"]}), taking({**TEXT, "enum": ["a", "b"]})),
    "a narrower answer": (answer({"type": "number"}), answer(INT)),
    "a new field in an answer": (answer(fields()), answer(fields(("a",), a=INT))),
    "a header in another case": (
        taking(INT, name="X-Key", where="header"),
        taking(INT, name="x-key", where="header"),
    ),
    "a removal that was announced": (operation(deprecated=True, **{"x-sunset": "2026-01-01"}), {"paths": {}}),
    "a renamed path parameter": (
        {"paths": {"/o/{a}": {"get": {"parameters": [{"name": "a", "in": "path", "schema": INT}], "responses": {}}}}},
        {"paths": {"/o/{b}": {"get": {"parameters": [{"name": "b", "in": "path", "schema": INT}], "responses": {}}}}},
    ),
    "another error": (answer(INT, "404"), operation()),
}


NODE = {
    **fields(("id",), id=INT),
    "properties": {"id": INT, **{k: {"$ref": "#/components/schemas/Node"} for k in ("up", "next", "last", "twin")}},
}
CAT, DOG, COW = (fields(("kind",), kind={"type": "string", "const": name}, age=INT) for name in ("cat", "dog", "cow"))


def union(*names: str, keyword: str = "oneOf") -> Raw:
    return {keyword: [{"$ref": f"#/components/schemas/{name}"} for name in names]}


def named(document: Raw, **schemas: Raw) -> Raw:
    return {**document, "components": {"schemas": schemas}}


def formatted(form: str) -> Raw:
    return {"type": "string", "format": form}


SAME = {
    "alternatives that are called differently": (
        named(body(union("Cat", "Dog")), Cat=CAT, Dog=DOG),
        named(body(union("CatIn", "DogIn", keyword="anyOf")), CatIn=CAT, DogIn=DOG),
    ),
    "one more alternative to send": (
        named(body(fields(pet={"$ref": "#/components/schemas/Cat"})), Cat=CAT),
        named(body(fields(pet=union("Cat", "Dog", keyword="anyOf"))), Cat=CAT, Dog=DOG),
    ),
    "one alternative less to read": (
        named(answer(union("Cat", "Dog")), Cat=CAT, Dog=DOG),
        named(answer({"$ref": "#/components/schemas/Cat"}), Cat=CAT),
    ),
    "the parts of a whole in one": (
        body({"allOf": [fields(("a",), a=INT), fields(b=TEXT)]}),
        body(fields(("a",), a=INT, b=TEXT)),
    ),
    "a reference that stands alone in a whole": (
        named(body(fields(a={"allOf": [{"$ref": "#/components/schemas/Cat"}], "default": {}})), Cat=CAT),
        named(body(fields(a={"$ref": "#/components/schemas/Cat"})), Cat=CAT),
    ),
    "null in the words of OpenAPI 3.0 and of 3.1": (
        answer(fields(a={**TEXT, "nullable": True})),
        answer(fields(a={"anyOf": [TEXT, {"type": "null"}]})),
    ),
    "a bound in the words of OpenAPI 3.0 and of 3.1": (
        body(fields(a={**INT, "minimum": 0, "exclusiveMinimum": True})),
        body(fields(a={**INT, "exclusiveMinimum": 0})),
    ),
    "whole numbers above 0 and from 1 on": (taking({**INT, "exclusiveMinimum": 0}), taking({**INT, "minimum": 1})),
    "a constant and a list of one": (body(fields(a={**TEXT, "enum": ["x"]})), body(fields(a={**TEXT, "const": "x"}))),
    "a format less to send": (body(fields(a=formatted("uuid"))), body(fields(a=TEXT))),
    "uuids of one version to read": (answer(fields(a=formatted("uuid"))), answer(fields(a=formatted("uuid4")))),
    "bytes in both ways of FastAPI": (
        body(fields(a=formatted("binary"))),
        body(fields(a={**TEXT, "contentMediaType": "application/octet-stream"})),
    ),
    "a charset": (
        answer(INT),
        operation(responses={"200": {"content": {"application/json; charset=utf-8": {"schema": INT}}}}),
    ),
    "one more way to sign in": (operation(security=[{"key": []}]), operation(security=[{"key": []}, {"token": []}])),
    "a field that is only read": (body(fields()), body(fields(("a",), a={**INT, "readOnly": True}))),
    "a field that was only sent": (answer(fields(a={**TEXT, "writeOnly": True})), answer(fields())),
}
"""Documents that say the same, or more to senders and less to readers."""

DEEP = {
    "request-property-type-changed": (
        named(body(union("Cat", "Dog")), Cat=CAT, Dog=DOG),
        named(body(union("Cat", "Dog")), Cat=CAT, Dog={**DOG, "properties": {**DOG["properties"], "age": TEXT}}),
    ),
    "response-property-any-of-added": (
        named(answer(fields(pet={"$ref": "#/components/schemas/Cat"})), Cat=CAT),
        named(answer(fields(pet=union("Cat", "Cow", keyword="anyOf"))), Cat=CAT, Cow=COW),
    ),
    "request-property-any-of-removed": (
        named(body(fields(pet=union("Cat", "Cow", keyword="anyOf"))), Cat=CAT, Cow=COW),
        named(body(fields(pet={"$ref": "#/components/schemas/Cat"})), Cat=CAT),
    ),
    "response-required-property-removed": (
        answer({"allOf": [fields(("a",), a=INT), fields(b=TEXT)]}),
        answer({"allOf": [fields(), fields(b=TEXT)]}),
    ),
    "request-body-type-changed": (body({}), body(fields(a=INT))),
    "response-property-type-generalized": (answer(fields(a=INT)), answer(fields(a={}))),
    "request-property-became-not-nullable": (body(fields(a={**TEXT, "nullable": True})), body(fields(a=TEXT))),
    "response-property-type-changed": (answer(fields(a=formatted("date"))), answer(fields(a=formatted("date-time")))),
    "request-parameter-type-changed": (taking(TEXT, where="path"), taking(formatted("uuid"), where="path")),
    "request-body-additional-properties-refused": (
        body(fields(a=INT)),
        body({**fields(a=INT), "additionalProperties": False}),
    ),
    "api-security-added": (operation(), {**operation(), "security": [{"token": []}]}),
    "api-security-scope-added": (
        operation(security=[{"token": ["read"]}]),
        operation(security=[{"token": ["read", "write"]}]),
    ),
}
"""Changes that stand where only a careful reader finds them."""


@pytest.mark.parametrize("documents", SAME.values(), ids=SAME)
def test_other_words_for_the_same_are_no_change(documents: tuple[Raw, Raw]) -> None:
    assert kinds(*documents) == []


@pytest.mark.parametrize(("kind", "documents"), DEEP.items(), ids=DEEP)
def test_a_change_inside_of_alternatives_wholes_formats_and_credentials_is_found(
    kind: str, documents: tuple[Raw, Raw]
) -> None:
    assert (kind, "breaking") in kinds(*documents)


def test_schemas_that_lead_to_themselves_are_compared_once() -> None:
    changed = {**NODE, "properties": {**NODE["properties"], "id": TEXT}}
    root: Raw = {"$ref": "#/components/schemas/Node"}
    before, after = named(answer(root), Node=NODE), named(answer(root), Node=changed)
    assert kinds(before, after) == [("response-property-type-changed", "breaking")]


@pytest.mark.parametrize(("kind", "documents"), BREAKING.items(), ids=BREAKING)
def test_a_change_that_breaks_clients_is_found_and_named(kind: str, documents: tuple[Raw, Raw]) -> None:
    assert (kind, "breaking") in kinds(*documents)


@pytest.mark.parametrize(("kind", "documents"), RISKY.items(), ids=RISKY)
def test_a_change_that_may_break_clients_is_risky(kind: str, documents: tuple[Raw, Raw]) -> None:
    assert kinds(*documents) == [(kind, "risky")]


@pytest.mark.parametrize("documents", NEUTRAL.values(), ids=NEUTRAL)
def test_what_clients_do_not_notice_is_no_change(documents: tuple[Raw, Raw]) -> None:
    assert kinds(*documents) == []


@pytest.mark.parametrize("documents", [*BREAKING.values(), *RISKY.values()], ids=[*BREAKING, *RISKY])
def test_a_document_compared_with_itself_has_not_changed(documents: tuple[Raw, Raw]) -> None:
    assert [kinds(document, document) for document in documents] == [[], []]


def test_a_change_of_a_schema_that_operations_share_is_known_by_its_place_there() -> None:
    def listing(schema: Raw) -> Raw:
        wrapped = fields(items={"type": "array", "items": {"anyOf": [schema, {"type": "null"}]}})
        return {"get": {"responses": {"200": {"content": {"application/json": {"schema": wrapped}}}}}}

    dog: Raw = {"$ref": "#/components/schemas/Dog"}
    single = {"get": {"responses": {"200": {"content": {"application/json": {"schema": dog}}}}}}
    both = {"paths": {"/dogs": listing(dog), "/dog": single}}
    older = {**DOG, "properties": {**DOG["properties"], "age": TEXT}}
    found = list(changes(named(both, Dog=older), Document(named(both, Dog=DOG), Location("")), TODAY))
    assert [(c.operation, c.subject, c.shared) for c in found] == [
        ("GET /dogs", "the field `age` of each item of the field `items`", "Dog: age"),
        ("GET /dog", "the field `age`", "Dog: age"),
    ]
    assert list(causes(found[0])) == list(causes(found[1])) != []


def test_one_parameter_that_many_operations_lose_is_one_change() -> None:
    def taken(*parameters: Raw) -> Raw:
        return {"paths": {p: {"get": {"parameters": [*parameters], "responses": {}}} for p in ("/orders", "/carts")}}

    found = list(
        changes(taken({"name": "q", "in": "query", "schema": INT}), Document(taken(), Location("")), TODAY),
    )
    assert len(found) == 2
    assert list(causes(found[0])) == list(causes(found[1])) != []
