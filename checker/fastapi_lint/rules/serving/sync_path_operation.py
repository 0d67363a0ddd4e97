"""A path operation is a plain function where the service wants coroutines."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.operations.messages import reached
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_HARMLESS = ("builtins.", "fastapi.", "starlette.", "pydantic.", "datetime.", "uuid.", "logging.", "typing.", "math.")


def check(route: Route, project: Project) -> Iterator[Finding]:
    function = route.function
    if route.is_websocket or function.is_async or function.is_stub or route.class_ is not None:
        return
    if all(_is_harmless(project, f) for f in reached(project, function)):
        yield Finding.of(route, route=route.name, function=function.name)


def _is_harmless(project: Project, function: Function) -> bool:
    """Whether everything that it calls is known not to wait for anything."""
    for site in function.body.calls:
        target = project.follow(project.types.callee(site.call, function) or site.target)
        known = target.startswith(_HARMLESS) and target != "builtins.open"
        if not known and project.function(target) is None and project.class_(target) is None:
            return False
    return not any(project.types.named(p.annotation).startswith("sqlalchemy.orm.") for p in function.params)
