"""A field of a request may be None, but clients have to send it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Field
from fastapi_lint.facts.expression import Call, Constant, Expr, Operation, Subscript, is_constant, text
from fastapi_lint.facts.files.framework_versions import is_pydantic_2
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(model: Model, project: Project) -> Iterator[Finding]:
    if model.used_in != {"request"} or model.kind != "model" or not is_pydantic_2(project, model.class_):
        return
    sibling = next((f.name for f in model.class_.fields if f.value == Constant(None) and f.annotation), "")
    for field in model.class_.fields:
        if sibling and field.value is None and _is_nullable(project, field):
            fix = Fix("add_default_none", field.at, safety=Safety.UNSAFE)
            yield Finding.of(field, fix=fix, field=field.name, type=text(field.annotation), sibling=sibling)


def _is_nullable(project: Project, field: Field) -> bool:
    """Whether None is one of the field's own types, and no default stands in its metadata."""
    type_, metadata = project.annotated(field.annotation)
    return not any(isinstance(m, Call) for m in metadata) and _allows_none(type_)


def _allows_none(type_: Expr | None) -> bool:
    match type_:
        case Operation(op="|", operands=operands):
            return any(_allows_none(o) for o in operands)
        case Subscript(index=index) if type_.target.rpartition(".")[2] == "Union":
            return any(_allows_none(i) for i in index)
        case Subscript():
            return type_.target.rpartition(".")[2] == "Optional"
        case Constant():
            return is_constant(type_, None)
        case _:
            return False
