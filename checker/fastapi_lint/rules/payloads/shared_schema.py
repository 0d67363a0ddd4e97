"""One model is both what clients send and what they get."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    taken = operation.body.name if operation.body is not None else ""
    given = {a.schema.name for a in operation.answers if a.is_success and a.schema is not None}
    if taken and taken in given:
        yield Finding.of(operation, model=taken, operation=operation.name)
