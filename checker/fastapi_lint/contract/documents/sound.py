"""What of a document has the form that OpenAPI gives it: the rest is left out, so that every reader can rely on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from fastapi_lint.facts.contract.openapi import METHODS
from fastapi_lint.facts.contract.pointers import escaped

Raw: TypeAlias = dict[str, Any]
Form: TypeAlias = "Callable[[Any], bool] | tuple[str, str] | str"
"""A test of a plain value, the name of a form, or `map` or `list` with the name of the form of what is inside."""

_DEEPEST = 60


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_kind(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


_SCHEMAS = ("anyOf", "oneOf", "allOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
_ONE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "contentSchema")
FORMS: dict[str, dict[str, Form]] = {
    "document": {
        "paths": ("map", "item"),
        "webhooks": _is_object,
        "components": "components",
        "info": _is_object,
        "tags": ("list", "object"),
        "servers": ("list", "object"),
        "security": ("list", "object"),
    },
    "components": {
        "schemas": ("map", "schema"),
        "parameters": ("map", "parameter"),
        "responses": ("map", "answer"),
        "requestBodies": ("map", "body"),
        "securitySchemes": ("map", "object"),
        "headers": ("map", "parameter"),
    },
    "item": {**dict.fromkeys(METHODS, "operation"), "parameters": ("list", "parameter")},
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": "body",
        "responses": ("map", "answer"),
        "tags": _is_list,
        "security": ("list", "object"),
        "servers": ("list", "object"),
        "operationId": _is_text,
        "summary": _is_text,
        "description": _is_text,
        "callbacks": _is_object,
    },
    "parameter": {"name": _is_text, "in": _is_text, "schema": "schema", "content": ("map", "media")},
    "body": {"content": ("map", "media")},
    "answer": {"content": ("map", "media"), "headers": ("map", "parameter"), "links": ("map", "object")},
    "media": {"schema": "schema", "examples": _is_object},
    "schema": {
        **dict.fromkeys(_SCHEMAS, ("list", "schema")),
        **dict.fromkeys(_MAPS, ("map", "schema")),
        **dict.fromkeys(_ONE, "schema"),
        "type": _is_kind,
        "required": _is_names,
        "enum": _is_list,
        "format": _is_text,
        "pattern": _is_text,
        "$ref": _is_text,
    },
    "object": {},
}
"""What the members of each form are; members that are not named may be anything."""


def sound(document: Raw) -> tuple[Raw, tuple[str, ...]]:
    """The document as far as it has its form, and the pointers to what it has not."""
    odd: list[str] = []
    return _object(document, "document", "", odd), tuple(odd)


def _object(raw: Raw, form: str, at: str, odd: list[str]) -> Raw:
    known = FORMS[form]
    return dict(_kept(raw, known, at, odd)) if known and at.count("/") < _DEEPEST else raw


def _kept(raw: Raw, known: dict[str, Form], at: str, odd: list[str]) -> Iterator[tuple[str, Any]]:
    for key, value in raw.items():
        place = f"{at}/{escaped(str(key))}"
        wanted = known.get(str(key))
        if wanted is None:
            yield str(key), value
        elif (found := _formed(value, wanted, place, odd)) is not None:
            yield str(key), found
        else:
            odd.append(place)


def _formed(value: Any, wanted: Form, at: str, odd: list[str]) -> Any:
    """The value in the form that is wanted; None when it has not got it at all."""
    if callable(wanted):
        return value if wanted(value) else None
    if isinstance(wanted, str):
        if isinstance(value, bool) and wanted == "schema":
            return value
        return _object(value, wanted, at, odd) if isinstance(value, dict) else None
    kind, inner = wanted
    if kind == "map":
        return dict(_kept(value, dict.fromkeys(map(str, value), inner), at, odd)) if isinstance(value, dict) else None
    if not isinstance(value, list):
        return None
    found = [(n, _formed(v, inner, f"{at}/{n}", odd)) for n, v in enumerate(value)]
    odd += [f"{at}/{n}" for n, v in found if v is None]
    return [v for _, v in found if v is not None]
