"""A field of the input may be None but has to be sent."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Field
from fastapi_lint.facts.expression import Call, Constant, Expr, Operation, Subscript, is_constant
from fastapi_lint.facts.files.framework_versions import is_pydantic_2
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(model: Model, project: Project) -> Iterator[Finding]:
    if model.used_in != {"request"} or model.kind != "model" or not is_pydantic_2(project, model.class_):
        return
    for field in model.class_.fields:
        type_, metadata = project.annotated(field.annotation)
        if not _has_default(field) and not any(isinstance(m, Call) for m in metadata) and _allows_none(type_):
            yield Finding.of(field, field=field.name)


def _has_default(field: Field) -> bool:
    """Whether the field has a default, or says itself that it is required."""
    if not isinstance(field.value, Call):
        return field.value is not None
    given = ("default", "default_factory")
    return field.value.has_star or any(not a.keyword or a.keyword in given for a in field.value.args)


def _allows_none(type_: Expr | None) -> bool:
    match type_:
        case Operation(op="|", operands=operands):
            return any(_allows_none(o) for o in operands)
        case Subscript(index=index):
            name = type_.target.rpartition(".")[2]
            return name == "Optional" or (name == "Union" and any(_allows_none(i) for i in index))
        case Constant():
            return is_constant(type_, None)
        case _:
            return False
