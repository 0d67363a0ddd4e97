"""A client may name any field to sort by."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, Expr, Name, Operation, Subscript, root_name, target_of
from fastapi_lint.facts.interface.bounds import constraints
from fastapi_lint.facts.markers import called_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    asked = called_functions(project)
    for function in project.application_functions():
        names = {p.name for p in function.params if p.name.lower() in params.names}
        free = {name for name in names if not _is_checked(project, function, name)}
        for param in (p for p in function.params if p.name in free and function.symbol in asked):
            limited = any(c.keyword("pattern") or c.keyword("regex") for c in constraints(project, param))
            if project.types.named(param.annotation) == "builtins.str" and not limited:
                yield Finding.of(param, part="param", name=param.name, problem="is any text")
        for site in function.body.calls:
            if (name := _looked_up(project, site.call)) in free:
                yield Finding.of(site, part="getattr", name=name, problem="is looked up with `getattr`")


def _is_checked(project: Project, function: Function, name: str, depth: int = 4) -> bool:
    """Whether the function, or one that it hands the value to, compares it or looks it up in a collection."""
    if depth and any(_is_checked(project, f, p, depth - 1) for f, p in _handed(project, function, name)):
        return True
    return any(_checks(part, name) for part in function.body.parts()) or any(
        frame.subject is not None and frame.kind == "match" and _is(frame.subject, name)
        for frame in function.body.frames
    )


def _handed(project: Project, function: Function, name: str) -> Iterator[tuple[Function, str]]:
    """The project functions that the value is given to, each with the parameter that takes it."""
    for site in function.body.calls:
        called = project.function(project.types.callee(site.call, function))
        for place, argument in enumerate(site.call.args) if called is not None else ():
            if called is not None and _is(argument.value, name):
                params = [p.name for p in called.params if p.name not in ("self", "cls")]
                taken = argument.keyword or (params[place] if place < len(params) else "")
                yield called, taken


def _checks(part: Expr, name: str) -> bool:
    match part:
        case Operation(op="in" | "not in", operands=(left, *_)):
            return root_name(left) == name
        case Operation(op="==", operands=operands):
            return any(_is(o, name) for o in operands)
        case Subscript(index=index):
            return any(_is(i, name) for i in index)
        case Call() if part.method == "get":
            return any(_is(a.value, name) for a in part.args)
        case _:
            return False


def _looked_up(project: Project, call: Call) -> str:
    """The variable that a `getattr` of an ORM class takes the attribute from."""
    owner, attribute = call.argument(0), call.argument(1)
    if call.target != "builtins.getattr" or not isinstance(attribute, Name) or owner is None:
        return ""
    class_ = project.class_(project.follow(target_of(owner)))
    return attribute.id if class_ is not None and project.hierarchy.is_orm(class_) else ""


def _is(expr: Expr, name: str) -> bool:
    return isinstance(expr, Name) and expr.id == name
