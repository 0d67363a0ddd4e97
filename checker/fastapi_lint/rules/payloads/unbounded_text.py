"""A text that clients send has no maximal length."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding

_BOUNDED = frozenset({"maxLength", "enum", "const", "pattern", "format"})


def check(operation: Operation) -> Iterator[Finding]:
    if operation.body is None:
        return
    for name, schema in operation.body.properties:
        if schema.type == "string" and not _BOUNDED & set(schema.plain):
            yield Finding.of(operation, operation=operation.name, field=name)
