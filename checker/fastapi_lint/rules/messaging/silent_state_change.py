"""A route changes data and tells no other service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.operations.messages import reached, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_CHANGES = frozenset({"commit", "flush", "add", "add_all", "delete", "merge"})
_SESSIONS = ("sqlalchemy.ext.asyncio.", "sqlalchemy.orm.")


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if not route.writes or not route.paths or not project.remember(_publishes_at_all, "project"):
        return
    names = f"{route.function.name} {route.path} {' '.join(route.paths)}".lower()
    if any(word in names for word in params.exempt):
        return
    functions = list(reached(project, route.function, 4))
    if any(_changes(project, f) for f in functions) and not any(_publishes(f, params) for f in functions):
        yield Finding.of(route, route=route.name)


def _publishes_at_all(project: Project, _: str) -> bool:
    return any(stream_calls(project, "xadd"))


def _changes(project: Project, function: Function) -> bool:
    for site in function.body.calls:
        owner, _, method = project.types.callee(site.call, function).rpartition(".")
        if method in _CHANGES and owner.startswith(_SESSIONS):
            return True
    return False


def _publishes(function: Function, params: Params) -> bool:
    called = {site.call.method.lower() for site in function.body.calls} | {function.name.lower()}
    return any(word in name for name in called for word in params.publishing) or "xadd" in called
