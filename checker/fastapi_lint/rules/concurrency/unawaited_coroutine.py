"""A coroutine is made and never awaited."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, Operation, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_KEEP_THEM = frozenset({"staticmethod", "classmethod", "abstractmethod", "override", "final", "wraps", "get", "post",
                        "put", "patch", "delete", "websocket", "middleware", "exception_handler"})  # fmt: skip
_LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log", "trace", "success"})
_COROUTINE_METHODS = frozenset({"send", "throw", "close", "__await__"})


def check(function: Function, params: Params, project: Project) -> Iterator[Finding]:
    for call in _lost(function):
        if _is_coroutine(call, function, params, project):
            fix = Fix("wrap_await", call.at, {}, Safety.UNSAFE) if function.is_async else None
            yield Finding(call.at, {"call": text(call)}, fix, part="log" if call.method in _LOGGING else "")


def _is_coroutine(call: Call, function: Function, params: Params, project: Project) -> bool:
    target = project.types.callee(call, function)
    called = project.function(target)
    if called is None:
        return target in params.calls
    kept = all(d.target.rpartition(".")[2] in _KEEP_THEM for d in called.decorators)
    return called.is_async and not called.is_generator and kept


def _lost(function: Function) -> Iterator[Call]:
    """Calls whose result can only be of use if it is not a coroutine."""
    bound = _bound_once(function)
    for site in function.body.calls:
        if not site.used and not site.awaited:
            yield site.call
        if isinstance(site.call.func, Attribute) and site.call.method not in _COROUTINE_METHODS:
            owner = site.call.func.value
            if isinstance(owner, Name):
                owner = bound.get(owner.id, owner)
            if isinstance(owner, Call):
                yield owner
    for frame in function.body.frames:
        if frame.kind in (FrameKind.IF, FrameKind.WHILE):
            yield from _tested(frame.subject)


def _bound_once(function: Function) -> dict[str, Call]:
    """Local name -> the call that gives it its only value."""
    named = [n for a in function.body.assigns for n in a.names] + [p.name for p in function.params]
    plain = (a for a in function.body.assigns if a.source == "=" and not a.op and len(a.targets) == 1)
    return {
        a.names[0]: a.value
        for a in plain
        if isinstance(a.value, Call) and isinstance(a.targets[0], Name) and named.count(a.names[0]) == 1
    }


def _tested(expr: Expr | None) -> Iterator[Call]:
    """The calls whose bare results a condition tests or compares."""
    if isinstance(expr, Call):
        yield expr
    elif isinstance(expr, Operation):
        for operand in expr.operands:
            yield from _tested(operand)
