"""Valid requests for an operation, and what can be changed about them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from uuid import UUID

from fastapi_lint.contract.client import target
from fastapi_lint.contract.identity import Headers
from fastapi_lint.contract.probing.multipart import BOUNDARY, PARTS, multipart
from fastapi_lint.contract.values import NoValue, value
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.operation_parts import Parameter
from fastapi_lint.facts.contract.schema import Schema

FORM = "application/x-www-form-urlencoded"
NO_ID = {"integer": 987654321, "uuid": "00000000-0000-4000-8000-000000000000"}
_ABSENT = "no-such-item"
_KEY = "idempotency-key"
_FRESH = "fastapi-lint-fresh-key"
"""Stands for a key that no other request has."""


@dataclass(frozen=True)
class Draft:
    """A request in parts; `with_…` give a changed copy."""

    operation: Operation
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    headers: Headers = ()
    body: Any = None
    has_body: bool = False

    def request(self) -> HttpRequest:
        """The request."""
        wanted = target(self.operation.path, self.path, self.query)
        if not self.has_body:
            return _keyed(HttpRequest(self.operation.method, wanted, self.headers))
        if FORM in self.operation.body_media and "application/json" not in self.operation.body_media:
            from urllib.parse import urlencode

            content = urlencode(self.body if isinstance(self.body, dict) else {}).encode()
            return _keyed(HttpRequest(self.operation.method, wanted, (*self.headers, ("content-type", FORM)), content))
        if PARTS in self.operation.body_media and "application/json" not in self.operation.body_media:
            values = self.body if isinstance(self.body, dict) else {}
            content = multipart(values, _form(self.operation, PARTS))
            media = ("content-type", f"{PARTS}; boundary={BOUNDARY}")
            return _keyed(HttpRequest(self.operation.method, wanted, (*self.headers, media), content))
        return self.raw(json.dumps(self.body).encode())

    def raw(self, content: bytes, media: str = "application/json") -> HttpRequest:
        """The request with other bytes as its body."""
        wanted = target(self.operation.path, self.path, self.query)
        return _keyed(HttpRequest(self.operation.method, wanted, (*self.headers, ("content-type", media)), content))

    def with_query(self, name: str, given: Any) -> Draft:
        """With another query parameter."""
        return Draft(self.operation, self.path, {**self.query, name: given}, self.headers, self.body, self.has_body)

    def with_path(self, name: str, given: Any) -> Draft:
        """With another path parameter."""
        return Draft(self.operation, {**self.path, name: given}, self.query, self.headers, self.body, self.has_body)

    def with_header(self, name: str, given: str) -> Draft:
        """With another header."""
        kept = tuple(h for h in self.headers if h[0].lower() != name.lower())
        return Draft(self.operation, self.path, self.query, (*kept, (name, given)), self.body, self.has_body)

    def without_headers(self, *names: str) -> Draft:
        """Without some headers."""
        kept = tuple(h for h in self.headers if h[0].lower() not in names)
        return Draft(self.operation, self.path, self.query, kept, self.body, self.has_body)

    def with_body(self, body: Any) -> Draft:
        """With another JSON body."""
        return Draft(self.operation, self.path, self.query, self.headers, body, has_body=True)

    def parameters(self, *where: str) -> Iterator[Parameter]:
        """The operation's parameters of these places."""
        return (p for p in self.operation.parameters if p.where in where)


def draft(operation: Operation, known: dict[str, Any], headers: Headers = ()) -> Draft:
    """A valid request; `known` holds path parameters that lead to something. Raises NoValue."""
    path: dict[str, Any] = {}
    query: dict[str, Any] = {}
    own: list[tuple[str, str]] = list(headers)
    for parameter in operation.parameters:
        if parameter.where == "path":
            path[parameter.name] = known.get(parameter.name, value(parameter.schema, parameter.name))
        elif parameter.required and parameter.where == "query":
            query[parameter.name] = value(parameter.schema, parameter.name)
        elif parameter.required and parameter.where == "header" and parameter.name.lower() not in dict(headers):
            given = str(value(parameter.schema, parameter.name))
            own.append((parameter.name, _FRESH if parameter.name.lower() == _KEY else given))
    body, has_body = None, False
    media = operation.body_media
    if "application/json" in media and operation.body is not None:
        body, has_body = value(operation.body), True
    elif form := next((m for m in (FORM, PARTS) if m in media), ""):
        body, has_body = value(_form(operation, form)), True
    elif media and operation.needs_body:
        raise NoValue
    return Draft(operation, path, query, tuple(own), body, has_body)


def _form(operation: Operation, media: str) -> Schema:
    return operation.document.schema(operation.body_media[media].get("schema", {}), operation.pointer)


def _keyed(request: HttpRequest) -> HttpRequest:
    """With an idempotency key of its own: a service may refuse one that it knows from another request."""
    if all(given != _FRESH for _, given in request.headers):
        return request
    digest = blake2b(repr((request.method, request.target, request.body)).encode(), digest_size=16).digest()
    headers = tuple((name, str(UUID(bytes=digest)) if given == _FRESH else given) for name, given in request.headers)
    return HttpRequest(request.method, request.target, headers, request.body)


def absent_id(parameter: Parameter) -> Any:
    """An identifier that leads to nothing."""
    schema = parameter.schema
    if schema.type in {"integer", "number"}:
        most = schema.limit("maximum")
        return int(most) if most is not None else NO_ID["integer"]
    if schema.format in NO_ID:
        return NO_ID[schema.format]
    return _ABSENT
