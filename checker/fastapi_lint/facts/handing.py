"""Functions that are handed over together with their arguments, to be called in a thread or later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Arg, Attribute, Call, Expr, Name, target_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_FIRST = frozenset({"run_in_threadpool", "to_thread", "run_sync", "add_task", "BackgroundTask", "partial"})
"""Names of calls whose first argument is the function; the rest is for it."""
_SECOND = "run_in_executor"
_MOST_LAYERS = 8


def handed_call(call: Call) -> Call | None:
    """The call of `f` that `run_in_threadpool(f, x)`, `tasks.add_task(f, x)` and their kin lead to, None for others."""
    if call.method not in _FIRST and call.method != _SECOND:
        return None
    args = call.args[1:] if call.method == _SECOND else call.args
    if not args or args[0].keyword or args[0].star:
        return None
    return Call(args[0].value, args[1:], call.at)


def function_meant(project: Project, expr: Expr | None, function: Function | None) -> Function | None:
    """The project function or method that an expression inside `function` names without calling it."""
    if (target := target_of(expr)) and (found := project.function(target)) is not None:
        return found
    if isinstance(expr, Attribute) and (owner := project.types.of(expr.value, function)):
        return project.function(project.types.method_of(owner, expr.attr))
    return None


def unwrapped(
    project: Project, expr: Expr | None, function: Function | None
) -> tuple[Function | None, tuple[Arg, ...]]:
    """The project function that `functools.partial(f, x)` calls in the end, and the arguments that it has already."""
    given: tuple[Arg, ...] = ()
    for _ in range(_MOST_LAYERS):
        if isinstance(expr, Call) and expr.target == "functools.partial" and expr.args and not expr.args[0].star:
            given = (*expr.args[1:], *given)
            expr = expr.args[0].value
        elif (meant := function_meant(project, expr, function)) is not None:
            return meant, given
        elif (expr := _assigned(project, expr, function)) is None:
            break
    return None, ()


def _assigned(project: Project, expr: Expr | None, function: Function | None) -> Expr | None:
    """What a name stands for, when that is a call."""
    value: Expr | None = None
    if target := target_of(expr):
        value = project.value(target)
    elif isinstance(expr, Name) and function is not None:
        values = [a.value for a in function.body.assigns if expr.id in a.names]
        value = values[0] if len(values) == 1 else None
    return value if isinstance(value, Call) else None
