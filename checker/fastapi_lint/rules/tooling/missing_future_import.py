"""A module does not postpone the evaluation of annotations."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project) -> Iterator[Finding]:
    if module.postponed_annotations or not (module.functions or module.classes):
        return
    if any(r.module is module and r.function.owner for r in project.routes):
        return
    at = module.imports[0].at if module.imports else module.at
    yield Finding(at, {"module": module.path})
