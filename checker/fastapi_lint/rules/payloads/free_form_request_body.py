"""A request body may hold anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    body = operation.body
    if body is None:
        return
    plain = body.plain
    if body.is_empty:
        yield Finding.of(operation, operation=operation.name, what="any value")
    elif body.type == "object" and not set(plain) & {"properties", "allOf", "anyOf", "oneOf"} and _is_open(plain):
        yield Finding.of(operation, operation=operation.name, what="an object of any fields")


def _is_open(plain: dict[str, Any]) -> bool:
    return plain.get("additionalProperties", True) in (True, {})
