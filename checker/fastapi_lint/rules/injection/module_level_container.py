"""The service container is made at import, so several event loops share it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    for assign in module.top.assigns:
        made = isinstance(assign.value, Call) and assign.names and assign.source == "="
        if made and project.types.of(assign.value) == found.container.class_.symbol:
            yield Finding.of(assign, name=assign.names[0], container=found.container.class_.name)
