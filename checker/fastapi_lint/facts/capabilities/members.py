"""What a class attribute or property is worth, when the class body says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Call, Expr, FString, Name, Operation

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def member_constant(project: Project, owner: Class, name: str, unknown: object, depth: int = 5) -> object:
    """The plain value of an attribute or property, through other attributes of its class; `unknown` otherwise."""
    field = project.hierarchy.field(owner, name)
    if field is not None and depth:
        value = _default(field.value) if isinstance(field.value, Call) else field.value
        return _in_class(project, owner, value, unknown, depth - 1)
    method = project.hierarchy.method(owner, name) if field is None else None
    if method is None or not any(d.target.rpartition(".")[2].endswith("property") for d in method.decorators):
        return unknown
    returned = method.body.returns
    return project.constant(returned[0].value, method) if len(returned) == 1 else unknown


def _default(call: Call) -> Expr | None:
    """What `Field("value")` wraps, or what `env.str("NAME", "value")` falls back to."""
    if call.method[:1].isupper() or call.target.startswith("builtins."):
        return call.argument(0, "default")
    return call.argument(1, "default")


def _in_class(project: Project, owner: Class, expr: Expr | None, unknown: object, depth: int) -> object:
    match expr:
        case Name(id=name, target=""):
            return member_constant(project, owner, name, unknown, depth)
        case FString(text=text, values=values):
            parts = [_in_class(project, owner, v, unknown, depth) for v in values]
            return text.format(*map(str, parts)) if unknown not in parts and text.count("{}") == len(parts) else unknown
        case Operation(op="+", operands=(left, right)):
            a, b = (_in_class(project, owner, v, unknown, depth) for v in (left, right))
            return a + b if isinstance(a, str) and isinstance(b, str) else unknown
        case _:
            return project.constant(expr)
