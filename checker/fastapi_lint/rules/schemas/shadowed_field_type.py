"""A field hides the type that its own or a later annotation names."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.expression import Expr, Name, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not project.hierarchy.is_model(class_):
        return
    bound: set[str] = set()
    for field in class_.fields:
        if _hides(field):
            bound.add(field.name)
        hidden = next((n for n in _names(field.annotation) if n in bound), "")
        if hidden:
            yield Finding.of(field, field=field.name, type=hidden)


def _hides(field: Field) -> bool:
    """Whether the class body binds the name to something else than the type of that name."""
    return field.value is not None and not (isinstance(field.value, Name) and field.value.id == field.name)


def _names(annotation: Expr | None) -> Iterator[str]:
    yield from (part.id for part in walk(annotation) if isinstance(part, Name)) if annotation is not None else ()
