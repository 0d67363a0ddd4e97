"""A readiness route answers the same whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, Call
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import is_response
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if not any(path.rstrip("/") in params.paths for path in route.paths):
        yield Finding.nothing("health route")
        return
    if route.dependencies:
        return
    body = route.function.body
    asks = any(_asks(site.call, route, project) for site in body.calls)
    reads = any(isinstance(p, Attribute) and p.attr == "state" for p in body.parts())
    if not asks and not reads and not body.frames:
        yield Finding.of(route, route=route.name)


def _asks(call: Call, route: Route, project: Project) -> bool:
    """Whether the call may find something out: anything but making the answer, a time or a log record."""
    target = project.types.callee(call, route.function) or project.follow(call.target)
    if is_response(project, target) or (
        (class_ := project.class_(target)) is not None and project.hierarchy.is_model(class_)
    ):
        return False
    return not target.startswith(("builtins.", "datetime.", "time.", "logging.")) or call.method == "open"
