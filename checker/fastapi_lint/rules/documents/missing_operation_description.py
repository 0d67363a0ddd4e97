"""An operation has no description."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import is_infrastructure
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    if not operation.raw.get("description", "").strip() and not is_infrastructure(operation.path):
        yield Finding.of(operation, operation=operation.name)
