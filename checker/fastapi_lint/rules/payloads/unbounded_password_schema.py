"""The schema of a new password asks for no length."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding

_LOGINS = ("login", "token", "auth", "session", "signin", "sign-in")


def check(operation: Operation, params: Params) -> Iterator[Finding]:
    if operation.body is None or any(word in operation.path.lower() for word in _LOGINS):
        return
    for name, schema in operation.body.properties:
        plain_name = name.lower().replace("_", "")
        if "password" not in plain_name or plain_name.startswith(("current", "old")) or schema.type != "string":
            continue
        if (schema.limit("minLength") or 0) < params.shortest and "pattern" not in schema.plain:
            yield Finding.of(operation, operation=operation.name, field=name)
