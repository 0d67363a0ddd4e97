"""A credential is taken from the query."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding

_CREDENTIALS = frozenset({"api_key", "apikey", "access_token", "password", "secret", "client_secret", "auth_token"})


def check(operation: Operation) -> Iterator[Finding]:
    names = [p.name for p in operation.parameters if p.where == "query" and p.name.lower() in _CREDENTIALS]
    schemes = operation.document.raw.get("components", {}).get("securitySchemes", {})
    for wanted in operation.raw.get("security", ()):
        named = (schemes.get(name, {}) for name in wanted)
        names += [s.get("name", "") for s in named if s.get("type") == "apiKey" and s.get("in") == "query"]
    for name in dict.fromkeys(names):
        yield Finding.of(operation, parameter=name, operation=operation.name)
