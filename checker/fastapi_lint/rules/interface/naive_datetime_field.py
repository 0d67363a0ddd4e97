"""A request takes a date and time without a time zone."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.interface.validating import validators
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(model: Model, project: Project) -> Iterator[Finding]:
    if model.kind != "model" or model.used_in != {"request"} or any(True for _ in validators(project, model.class_)):
        return
    for field in model.fields:
        _, metadata = project.annotated(field.annotation)
        if (
            field.owner is model.class_
            and not metadata
            and project.types.named(field.annotation) == "datetime.datetime"
        ):
            yield Finding.of(field, name=field.name, owner=model.name)
