"""A creation takes no Idempotency-Key."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import creates
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    if creates(operation) and not any("idempotency" in p.name.lower() for p in operation.parameters):
        yield Finding.of(operation, operation=operation.name)
