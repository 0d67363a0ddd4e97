"""A liveness route asks other systems or wants a login."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.authentication import depends_on_authentication
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_SYSTEMS = ("sqlalchemy.", "sqlmodel.", "redis.", "asyncpg.", "httpx.", "motor.", "pymongo.", "aio_pika.", "psycopg.")


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if not any(path.rstrip("/") in params.paths for path in route.paths):
        yield Finding.nothing("health route")
        return
    if depends_on_authentication(project, route):
        yield Finding.of(route, route=route.name, problem="wants a login")
        return
    for param in route.function.params:
        if project.types.named(param.annotation).startswith(_SYSTEMS):
            yield Finding.of(route, route=route.name, problem=f"needs `{param.name}` of another system")
            return
    for site in route.function.body.calls:
        if site.awaited and (project.types.callee(site.call, route.function) or site.target).startswith(_SYSTEMS):
            yield Finding.of(route, route=route.name, problem=f"awaits `{text(site.call.func)}`")
            return
