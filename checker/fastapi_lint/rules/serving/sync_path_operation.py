"""A path operation is a plain function where the service wants coroutines."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.messages import reached
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_BLOCKING = ("subprocess.", "requests.", "time.sleep", "builtins.open", "sqlalchemy.orm.", "pymongo.", "boto3.")


def check(route: Route, project: Project) -> Iterator[Finding]:
    function = route.function
    if route.is_websocket or function.is_async or function.is_stub or route.class_ is not None:
        return
    if not any(_blocks(project, f) for f in reached(project, function)):
        yield Finding.of(route, route=route.name, function=function.name)


def _blocks(project: Project, function: Function) -> bool:
    params = (project.types.named(p.annotation) for p in function.params)
    targets = (project.types.callee(site.call, function) or site.target for site in function.body.calls)
    return any(t.startswith(_BLOCKING) for t in (*params, *targets))
