"""A required value is declared by an ellipsis."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Call, Expr, is_constant
from fastapi_lint.facts.markers import markers_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_FIELDS = frozenset({"pydantic.Field", "pydantic.fields.Field", "sqlmodel.Field"})


def check(module: Module, project: Project) -> Iterator[Finding]:
    for function in module.functions:
        for param in function.params:
            if any(_starts_with_ellipsis(marker) for marker in markers_of(project, param)):
                yield Finding.of(param, name=param.name)
    for class_ in module.classes:
        if project.hierarchy.is_model(class_):
            for field in class_.fields:
                given = isinstance(field.value, Call) and field.value.target in _FIELDS
                if is_constant(field.value, ...) or (given and _starts_with_ellipsis(field.value)):
                    yield Finding.of(field, name=field.name)


def _starts_with_ellipsis(expr: Expr | None) -> bool:
    return isinstance(expr, Call) and is_constant(expr.argument(0, "default"), ...)
