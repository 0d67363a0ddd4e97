"""An operation that changes data asks for no credentials."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Operation
from fastapi_lint.facts.contract.words import is_session
from fastapi_lint.model.finding import Finding

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def check(operation: Operation) -> Iterator[Finding]:
    if operation.method not in _WRITING or operation.is_secured or is_session(operation.path):
        return
    if operation.document.knows_credentials:
        yield Finding.of(operation, operation=operation.name)
