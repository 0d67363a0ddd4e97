"""A GET or DELETE operation takes a body."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    if operation.method in {"GET", "HEAD", "DELETE"} and operation.body_media:
        yield Finding.of(operation, operation=operation.name, method=operation.method)
