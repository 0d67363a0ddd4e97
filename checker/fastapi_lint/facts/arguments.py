"""Which argument of a call each parameter of the called function gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import (
    Arg,
    Attribute,
    Call,
    Expr,
    Mapping,
    Name,
    Sequence,
    root_name,
    string,
    target_of,
)

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def bound(called: Function, call: Call) -> Iterator[tuple[str, Expr]]:
    """(parameter, argument) of a call of a project function, stars left out."""
    params = _own(called)
    named = {p.name for p in params if p.kind in ("", "kw")}
    placed = [p.name for p in params if p.kind in ("", "/")]
    position = 0
    for arg in call.args:
        if arg.star:
            return
        if arg.keyword:
            if arg.keyword in named:
                yield arg.keyword, arg.value
        elif position < len(placed):
            yield placed[position], arg.value
            position += 1


def received(called: Function, call: Call) -> dict[str, Expr]:
    """Parameter -> what it gets: an argument, its default, or for `*rest` the tuple of what is left."""
    params = _own(called)
    found = {p.name: p.default for p in params if p.default is not None} | dict(bound(called, call))
    named = sum(1 for p in params if p.kind in ("", "/"))
    plain = [a.value for a in call.args if not a.keyword]
    rest = next((p.name for p in params if p.kind == "*"), "")
    if rest and not call.has_star:
        found[rest] = Sequence(tuple(plain[named:]), "(")
    return found


def spelled_out(project: Project, call: Call, function: Function | None) -> Call:
    """The call with each `**options` replaced by the arguments that it holds, where these are written out."""
    if not call.has_star:
        return call
    return replace(call, args=tuple(arg for a in call.args for arg in _spelled(project, a, function)))


def _spelled(project: Project, arg: Arg, function: Function | None) -> tuple[Arg, ...]:
    table = once_assigned(project, arg.value, function) if arg.star == "**" else None
    if isinstance(table, Call) and table.target == "builtins.dict" and all(a.keyword for a in table.args):
        return table.args
    pairs = [(string(key), value) for key, value in table.items] if isinstance(table, Mapping) else [(None, arg.value)]
    return (arg,) if any(key is None for key, _ in pairs) else tuple(Arg(value, key or "") for key, value in pairs)


def once_assigned(project: Project, expr: Expr, function: Function | None) -> Expr | None:
    """A table as it is written, or what stands for it: nothing that anybody may have changed."""
    if target := target_of(expr):
        return project.value(target)
    if function is None or not isinstance(expr, Name):
        return expr
    assigns = [a for a in function.body.assigns if any(root_name(t) == expr.id for t in a.targets)]
    changed = any(isinstance(s.call.func, Attribute) and s.call.func.value == expr for s in function.body.calls)
    return assigns[0].value if len(assigns) == 1 and assigns[0].names == (expr.id,) and not changed else None


def _own(called: Function) -> tuple[Param, ...]:
    """The parameters, without the `self` of a method."""
    static = any(d.target == "builtins.staticmethod" for d in called.decorators)
    return called.params[1:] if called.in_class and not static else called.params
