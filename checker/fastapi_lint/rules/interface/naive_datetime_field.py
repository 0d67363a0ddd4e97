"""A request takes a date and time without a time zone."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(model: Model, project: Project) -> Iterator[Finding]:
    if model.kind != "model" or model.used_in != {"request"} or _validates(project, model):
        return
    for field in model.fields:
        _, metadata = project.annotated(field.annotation)
        if (
            field.owner is model.class_
            and not metadata
            and project.types.named(field.annotation) == "datetime.datetime"
        ):
            yield Finding.of(field, name=field.name, owner=model.name)


def _validates(project: Project, model: Model) -> bool:
    """Whether the model or a base checks fields with code of its own."""
    for class_ in project.hierarchy.project_ancestors(model.class_):
        for name in class_.methods:
            function = project.functions.get(f"{class_.symbol}.{name}")
            if function is not None and any(d.target.endswith("validator") for d in function.decorators):
                return True
    return False
