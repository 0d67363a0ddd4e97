"""Which argument of a call each parameter of the called function gets."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, Expr


def bound(called: Function, call: Call) -> Iterator[tuple[str, Expr]]:
    """(parameter, argument) of a call of a project function, stars left out."""
    params = [p.name for p in called.params if p.kind not in ("*", "**")]
    static = any(d.target == "builtins.staticmethod" for d in called.decorators)
    if called.in_class and not static:
        params = params[1:]
    position = 0
    for arg in call.args:
        if arg.star:
            return
        if arg.keyword:
            if arg.keyword in params:
                yield arg.keyword, arg.value
        elif position < len(params):
            yield params[position], arg.value
            position += 1
