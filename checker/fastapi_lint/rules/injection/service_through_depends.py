"""A handler takes a service by `Depends` although the project has its own way of injection."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.injection.injectors import DEPENDS
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not found.container.helpers:
        return
    helper = min(found.container.helpers).rpartition(".")[2]
    for param in route.params:
        _, metadata = project.annotated(param.param.annotation)
        markers = [m for m in (param.param.default, *metadata) if isinstance(m, Call)]
        class_ = project.class_(project.types.named(param.type))
        given = any(project.follow(m.target) in DEPENDS for m in markers)
        if given and class_ is not None and class_.name.endswith(params.suffixes):
            yield Finding.of(param, service=class_.name, route=route.name, helper=helper)
