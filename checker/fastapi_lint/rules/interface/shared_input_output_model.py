"""One model is both the input and the output of a route."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project) -> Iterator[Finding]:
    answered = project.class_(project.types.named(response_schema(route)))
    if answered is None or not project.hierarchy.is_model(answered) or not is_documented(project, route):
        return
    for param in route.params:
        if param.source == "body" and project.class_(project.types.named(param.type)) is answered:
            yield Finding.of(route, route=route.name, model=answered.name)
            return
