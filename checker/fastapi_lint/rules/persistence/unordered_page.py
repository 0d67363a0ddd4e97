"""A page is cut out of rows in no particular order."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, is_constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_BUILDERS = frozenset({"where", "filter", "filter_by", "limit", "offset", "join", "outerjoin", "options", "distinct",
                       "group_by", "having", "select_from", "with_for_update", "execution_options"})  # fmt: skip


def check(function: Function, project: Project) -> Iterator[Finding]:
    sites = [s for s in function.body.calls if s.call.method == "offset" and isinstance(s.call.func, Attribute)]
    if not sites or any(s.call.method in ("order_by", "sort", "order") for s in function.body.calls):
        return
    for site in sites:
        func = site.call.func
        zero = is_constant(site.call.argument(0), 0)
        if isinstance(func, Attribute) and not zero and _starts_with_select(project, func.value, function, 5):
            yield Finding.of(site, call=text(site.call))


def _starts_with_select(project: Project, expr: Expr | None, function: Function, depth: int) -> bool:
    """Whether a statement is built in this function, from `select(…)` or `session.query(…)` on."""
    match expr:
        case Call(func=Attribute(value=inner, attr=attr)) if attr in _BUILDERS:
            return _starts_with_select(project, inner, function, depth)
        case Call(func=Attribute(attr="query")):
            return project.types.callee(expr, function) == "sqlalchemy.orm.Session.query"
        case Call():
            return project.follow(expr.target) in ("sqlalchemy.select", "sqlmodel.select", "sqlalchemy.future.select")
        case Name(id=name, target="") if depth and function.param(name) is None:
            values = [a.value for a in function.body.assigns if name in a.names]
            return bool(values) and all(_builds(project, v, name, function, depth) for v in values)
        case _:
            return False


def _builds(project: Project, value: Expr | None, name: str, function: Function, depth: int) -> bool:
    """Whether a value assigned to a variable is a statement, perhaps made of the variable's earlier value."""
    while isinstance(value, Call) and isinstance(value.func, Attribute) and value.method in _BUILDERS:
        value = value.func.value
        if isinstance(value, Name) and value.id == name:
            return True
    return _starts_with_select(project, value, function, depth - 1)
