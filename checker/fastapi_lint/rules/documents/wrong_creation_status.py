"""A creation does not answer 201."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import creates
from fastapi_lint.model.finding import Finding

_ACTIONS = frozenset({"search", "query", "validate", "preview", "calculate", "verify", "check", "convert", "generate"})


def check(operation: Operation) -> Iterator[Finding]:
    statuses = [a.status for a in operation.answers if a.is_success]
    last = operation.path.rstrip("/").rpartition("/")[2]
    if statuses == ["200"] and creates(operation) and last not in _ACTIONS:
        yield Finding.of(operation, operation=operation.name, status=statuses[0])
