"""The settings class is imported from where pydantic 1 kept it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.files.framework_versions import pydantic_major
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project) -> Iterator[Finding]:
    for imported in module.imports:
        if imported.target == "pydantic.BaseSettings" and not imported.guard:
            again = any(i.bound == imported.bound and i is not imported for i in module.imports)
            if not again and pydantic_major(project, module) == 2:
                yield Finding.of(imported)
