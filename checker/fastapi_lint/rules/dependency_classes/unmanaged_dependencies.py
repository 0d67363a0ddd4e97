"""A route opens a dependency object by hand instead of entering it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import dependency_of, opened_in
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project) -> Iterator[Finding]:
    if _streams(route):
        return
    for opened in opened_in(route.function):
        if dependency_of(project, opened.site.call, route.function) is not None:
            yield Finding.of(opened.site, route=route.name, call=text(opened.site.call.func))


def _streams(route: Route) -> bool:
    """Whether the answer is written after the handler has returned."""
    returned = [s.value for s in route.function.body.returns]
    return any(
        isinstance(v, Call) and v.target.endswith(("StreamingResponse", "EventSourceResponse")) for v in returned
    )
