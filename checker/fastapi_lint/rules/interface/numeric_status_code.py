"""A status code is written as a bare number."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Call, Constant, Expr
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.facts.responses import is_response
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project) -> Iterator[Finding]:
    routes = [r for r in project.routes if r.module is module]
    seen = set()
    for route in routes:
        if route.call.at not in seen and not route.is_websocket:
            seen.add(route.call.at)
            yield from _number(route.call, "status_code", route.option("status_code"))
    for site, _ in module.sites():
        target = project.follow(site.target)
        if not target or site.at in seen:
            continue
        if is_http_exception(project, target) and project.class_(target) is None:
            yield from _number(site.call, site.call.method, site.call.argument(0, "status_code"))
        elif is_response(project, target) and project.class_(target) is None:
            yield from _number(site.call, site.call.method, site.call.argument(1, "status_code"))


def _number(call: Call, place: str, value: Expr | None) -> Iterator[Finding]:
    if not isinstance(value, Constant) or not isinstance(value.value, int) or isinstance(value.value, bool):
        return
    try:
        named = HTTPStatus(value.value)
    except ValueError:
        return
    constant = f"HTTP_{named.value}_{named.name}"
    yield Finding(call.at, {"place": place, "code": str(named.value), "constant": constant})
