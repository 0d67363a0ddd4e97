"""Repeating a creation creates a second resource."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.idempotency import key_parameter
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import is_documented
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_REPEATABLE = frozenset(
    {"token", "tokens", "session", "sessions", "login", "url", "link", "preview", "report", "search"}
)


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    if any("idempoten" in m.target.lower() for m in project.middleware):
        return
    for route in service.routes:
        if _creates(route, params) and is_documented(project, route) and key_parameter(project, route) is None:
            yield Finding.of(route, route=route.name, header=params.header)


def _creates(route: Route, params: Params) -> bool:
    name = words(route.function.name)
    creates = name[:1] and name[0] in params.creating and not _REPEATABLE & set(name)
    return route.methods == ("POST",) and bool(creates) and route.module.role is Role.APPLICATION
