"""Every website may send requests with the user's cookies."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Name, Operation, Sequence, string
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.debugging import only_in_development
from fastapi_lint.facts.web import Middleware
from fastapi_lint.model.finding import Finding

_ANYTHING = frozenset({".*", ".+", "^.*$", "https?://.*", "http.*", "https?://.+", "^https?://.*$", "(.*)"})


def check(added: Middleware, project: Project, params: Params) -> Iterator[Finding]:
    if added.target not in params.middleware:
        return
    if project.constant(_option(project, added, "allow_credentials"), added.function) is not True:
        return
    body = added.function.body if added.function is not None else added.module.top
    if any(only_in_development(site.frames) for site in body.calls if site.at == added.call.at):
        return
    regex = project.constant(_option(project, added, "allow_origin_regex"), added.function)
    if regex in _ANYTHING or _has_star(project, _option(project, added, "allow_origins"), added.function):
        yield Finding.of(added)


def _option(project: Project, added: Middleware, name: str) -> Expr | None:
    """An option given by keyword, or by a `**` of a table that is written out."""
    for arg in added.call.args:
        table = arg.value if arg.star == "**" else None
        if isinstance(table, Name | Attribute):
            table = _value(project, table, added.function)
        found = [v for key, v in table.items if string(key) == name] if isinstance(table, Mapping) else []
        if found:
            return found[-1]
    return added.call.keyword(name)


def _has_star(project: Project, origins: Expr | None, function: Function | None) -> bool:
    match origins:
        case Sequence(items=items):
            return any(project.constant(i, function) == "*" for i in items)
        case Operation(op="or", operands=operands):
            return any(_has_star(project, o, function) for o in operands)
        case Name() | Attribute() if (value := _value(project, origins, function)) is not None:
            return _has_star(project, value, function)
        case _:
            return project.constant(origins, function) == "*"


def _value(project: Project, expr: Name | Attribute, function: Function | None) -> Expr | None:
    """What a constant, a variable or a field of the settings holds."""
    if expr.target and (value := project.value(expr.target)) is not None:
        return value
    if isinstance(expr, Attribute):
        owner = project.class_(project.types.of(expr.value, function))
        field = project.hierarchy.field(owner, expr.attr) if owner is not None else None
        value = field.value if field is not None else None
        return value.argument(0, "default") if isinstance(value, Call) else value
    assigns = [a for a in function.body.assigns if a.names == (expr.id,)] if function is not None else []
    return assigns[0].value if len(assigns) == 1 else None
