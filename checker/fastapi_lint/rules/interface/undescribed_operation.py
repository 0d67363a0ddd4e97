"""An operation leaves out what its documentation needs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.interface.infrastructure import is_infrastructure
from fastapi_lint.facts.interface.inherited import hides_options, options_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import body_allowed, response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_INHERITED = frozenset({"tags", "responses"})


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    seen = set()
    for route in service.routes:
        skipped = is_infrastructure(route) or hides_options(project, route) or route.generic
        if (
            skipped
            or route.at in seen
            or route.module.role is not Role.APPLICATION
            or not is_documented(project, route)
        ):
            continue
        seen.add(route.at)
        for option in params.required:
            if not _has(project, route, option, params):
                yield Finding.of(route, part=option, route=route.name, option=option)


def _has(project: Project, route: Route, option: str, params: Params) -> bool:
    """Whether a route says something, in whatever place FastAPI reads it from."""
    if option in _INHERITED:
        return any(True for _ in options_of(project, route, option))
    if option == "description":
        return route.option("description") is not None or bool(route.function.doc)
    if option == "status_code":
        return route.option("status_code") is not None or set(route.methods) <= set(params.implicit_status)
    if option == "response_model":
        plain = not body_allowed(project, route) or route.option("response_class") is not None
        return plain or response_schema(route) is not None
    return route.option(option) is not None
