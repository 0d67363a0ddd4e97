"""Most tests go through HTTP, few test the business logic itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute
from fastapi_lint.facts.operations.test_code import tests_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CLIENTS = ("client", "async_client", "test_client", "api_client", "http_client", "ac", "authed_client", "api")
_VERBS = ("get", "post", "put", "patch", "delete", "request", "options", "head")


def check(project: Project, params: Params) -> Iterator[Finding]:
    tests = [(m, t) for m in project.modules.values() for t in tests_of(m)]
    over_http = [(m, t) for m, t in tests if _goes_through_http(t)]
    if len(tests) < params.minimum or 100 * len(over_http) <= params.percent * len(tests):
        return
    module = _fullest([m for m, _ in over_http])
    at = module.imports[0] if module.imports else module
    yield Finding.of(at, http=str(len(over_http)), all=str(len(tests)))


def _goes_through_http(test: Function) -> bool:
    return any(s.call.method in _VERBS and _is_client(s.call.func) for s in test.body.calls)


def _is_client(func: object) -> bool:
    owner = func.value if isinstance(func, Attribute) else None
    name = getattr(owner, "id", getattr(owner, "attr", ""))
    return name in _CLIENTS or name.endswith("_client")


def _fullest(modules: list[Module]) -> Module:
    return min(set(modules), key=lambda m: (-modules.count(m), m.path))
