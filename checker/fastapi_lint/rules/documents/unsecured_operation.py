"""An operation that changes data asks for no credentials."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import is_session
from fastapi_lint.model.finding import Finding

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def check(operation: Operation) -> Iterator[Finding]:
    if operation.method not in _WRITING or operation.is_secured or is_session(operation.path):
        return
    if operation.document.knows_credentials and not _is_registration(operation):
        yield Finding.of(operation, operation=operation.name)


def _is_registration(operation: Operation) -> bool:
    """Whether people open an account with it: they choose a password, and have no credentials before."""
    body = operation.body
    names = [name.lower() for name, _ in body.properties] if body is not None else []
    return operation.method == "POST" and any("password" in name for name in names)
