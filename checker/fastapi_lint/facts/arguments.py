"""Which argument of a call each parameter of the called function gets."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Call, Expr, Sequence


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


def _own(called: Function) -> tuple[Param, ...]:
    """The parameters, without the `self` of a method."""
    static = any(d.target == "builtins.staticmethod" for d in called.decorators)
    return called.params[1:] if called.in_class and not static else called.params
