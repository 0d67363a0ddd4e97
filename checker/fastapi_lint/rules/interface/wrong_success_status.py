"""A route answers success with a status that says something else."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute
from fastapi_lint.facts.interface.creating import creates
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import is_response, status_of
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_LATER = frozenset({"job", "task", "report"})
"""What a request only asks for, so that no resource exists yet."""


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    declared = route.option("status_code")
    status = 200 if declared is None else status_of(project, declared)
    if status is None or not is_documented(project, route) or route.call.has_star or _decides_itself(project, route):
        return
    if creates(route, params.creating, _LATER):
        if str(status) not in params.created:
            yield _finding(route, status, "it creates: 201", "create")
    elif route.methods == ("GET",) and status in (201, 202, 204, 205):
        yield _finding(route, status, "it only reads: 200", "read")


def _finding(route: Route, status: int, expected: str, part: str) -> Finding:
    return Finding.of(route, route=route.name, status=str(status), expected=expected, part=part)


def _decides_itself(project: Project, route: Route) -> bool:
    """Whether the handler sets the status on the response, or makes the response."""
    body = route.function.body
    sets = any(isinstance(t, Attribute) and t.attr == "status_code" for a in body.assigns for t in a.targets)
    types = [project.types.of(s.value, route.function) for s in body.returns if s.value is not None]
    return sets or any(t and is_response(project, t) for t in types)
