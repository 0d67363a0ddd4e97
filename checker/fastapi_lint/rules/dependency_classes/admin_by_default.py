"""A flag that grants administrator rights is True unless someone says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import is_dataclass
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Call, Expr, is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_MEANT_FOR_THEM = ("admin", "super", "root", "staff")


def check(class_: Class, project: Project, params: Params) -> Iterator[Finding]:
    hierarchy = project.hierarchy
    if hierarchy.is_settings(class_) or any(word in class_.name.lower() for word in _MEANT_FOR_THEM):
        return
    if not hierarchy.is_model(class_) and not is_dataclass(project, class_):
        return
    for field in class_.fields:
        if (
            field.name in params.flags
            and field.annotation is not None
            and is_constant(_default(field.value), value=True)
        ):
            yield Finding.of(field, class_name=class_.name, field=field.name)


def _default(value: Expr | None) -> Expr | None:
    return value.argument(0, "default") if isinstance(value, Call) else value
