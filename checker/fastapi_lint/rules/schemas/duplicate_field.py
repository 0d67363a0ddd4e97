"""A model binds the same field twice."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not (project.hierarchy.is_model(class_) or project.hierarchy.is_orm(class_)):
        return
    seen: set[str] = set()
    for field in class_.fields:
        if field.name in seen and not field.name.startswith("_"):
            yield Finding.of(field, field=field.name, model=class_.name)
        seen.add(field.name)
