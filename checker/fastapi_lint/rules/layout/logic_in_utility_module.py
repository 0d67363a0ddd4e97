"""A utility module does business work: it queries, answers requests or drives services."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.homes import is_home
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.facts.types.known_classes import ASYNC_SESSION, SYNC_SESSION
from fastapi_lint.model.finding import Finding

_QUERIES = frozenset({"execute", "scalar", "scalars", "exec", "query", "get", "add", "add_all", "delete", "merge",
                      "commit", "flush", "refresh", "stream"})  # fmt: skip


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    for module in service.application_modules():
        if is_home(module.path, params.places):
            for function in module.functions:
                if how := _logic(project, function):
                    yield Finding.of(function, function=function.name, how=how, path=module.path)


def _logic(project: Project, function: Function) -> str:
    """What the function does beyond helping, as words for a message; "" when nothing."""
    for site in function.body.calls:
        owner, _, method = project.types.callee(site.call, function).rpartition(".")
        if owner in (SYNC_SESSION, ASYNC_SESSION) and method in _QUERIES:
            return "works with the database"
    for statement in function.body.raises:
        raised = getattr(statement.value, "target", "")
        if raised and is_http_exception(project, project.follow(raised)):
            return "answers with an HTTP error"
    return ""
