"""Whether a text consists of what the source code says, through functions and properties of the project too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.constants import Unknown
from fastapi_lint.facts.expression import Attribute, Call, Expr, FString, Name

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_DEEPEST = 4


def is_own_text(project: Project, expr: Expr, function: Function) -> bool:
    """Whether nothing but constants of the program can be in it: `db.now`, `db.placeholder("paid_at")`."""
    return _is_own(project, expr, function, frozenset(), _DEEPEST)


def _is_own(project: Project, expr: Expr, function: Function, given: frozenset[str], depth: int) -> bool:
    """`given` are the parameters of `function` that its caller fills with such texts."""
    match expr:
        case Name(id=name) if name in given:
            return True
        case Name(id=name) if depth and function.param(name) is None and not expr.target:
            value = _only_value(name, function)
            return value is not None and _is_own(project, value, function, given, depth - 1)
        case FString(values=values):
            return all(_is_own(project, value, function, given, depth) for value in values)
        case Call() if depth:
            called = project.function(project.types.callee(expr, function))
            arguments = [a.value for a in expr.args]
            own = called is not None and all(_is_own(project, a, function, given, depth) for a in arguments)
            return called is not None and own and _returns_own(project, called, depth - 1)
        case Attribute(attr=attr, value=owner) if depth and project.constant(expr, function) is Unknown:
            class_ = project.class_(project.types.of(owner, function))
            read = project.hierarchy.method(class_, attr) if class_ is not None else None
            return read is not None and _returns_own(project, read, depth - 1)
        case _:
            return project.constant(expr, function) is not Unknown


def _only_value(name: str, function: Function) -> Expr | None:
    """What a variable holds, where one plain assignment alone binds it."""
    assigns = [a for a in function.body.assigns if name in a.names]
    plain = len(assigns) == 1 and assigns[0].names == (name,) and assigns[0].source == "=" and not assigns[0].op
    return assigns[0].value if plain else None


def _returns_own(project: Project, called: Function, depth: int) -> bool:
    """Whether all that it returns is such a text when its arguments are."""
    bound = {name for a in called.body.assigns for name in a.names}
    names = frozenset(p.name for p in called.params) - bound - {"self", "cls"}
    values = [s.value for s in called.body.returns]
    return bool(values) and all(v is not None and _is_own(project, v, called, names, depth) for v in values)
