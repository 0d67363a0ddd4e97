"""A coroutine is made and never awaited."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Body, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, Operation, Subscript, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_KEEP_THEM = frozenset({"staticmethod", "classmethod", "abstractmethod", "override", "final", "wraps", "get", "post",
                        "put", "patch", "delete", "websocket", "middleware", "exception_handler"})  # fmt: skip
_LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log", "trace", "success"})
_COROUTINE_ATTRIBUTES = frozenset({"send", "throw", "close", "__await__", "cr_await", "cr_code", "cr_frame",
                                   "cr_running", "cr_origin", "__name__", "__qualname__", "__class__"})  # fmt: skip


def check(function: Function, params: Params, project: Project) -> Iterator[Finding]:
    named = project.remember(_asynchronous, params)
    likely = (s.call for s in function.body.calls if not s.awaited and _last_name(s.call) in named)
    made = {call.at: call for call in likely if _is_coroutine(call, function, params, project)}
    if not made:
        return
    lost, sent = {call.at for call in _lost(function)}, {call.at for call in _returned(function)}
    for at, call in made.items():
        if at in lost or (at in sent and function.symbol in project.remember(_handlers, "")):
            fix = Fix("wrap_await", at, {}, Safety.UNSAFE) if function.is_async else None
            yield Finding(at, {"call": text(call)}, fix, part="log" if call.method in _LOGGING else "")


def _last_name(call: Call) -> str:
    return call.target.rpartition(".")[2] or call.method


def _asynchronous(project: Project, params: Params) -> frozenset[str]:
    """The names of functions that may give coroutines: looking at calls of others takes much longer."""
    plain = {f.name for f in project.functions.values() if f.is_async}
    plain |= {name.rpartition(".")[2] for name in params.calls}
    passing = ((f.name, _passed_on(f)) for f in project.functions.values())
    return frozenset(plain | {name for name, passed in passing if passed is not None and _last_name(passed) in plain})


def _is_coroutine(call: Call, function: Function, params: Params, project: Project, depth: int = 2) -> bool:
    target = project.types.callee(call, function)
    called = project.function(target)
    if called is None:
        return target in params.calls or _of_library(project, target) in params.calls
    if called.is_generator or any(d.target.rpartition(".")[2] not in _KEEP_THEM for d in called.decorators):
        return False
    if called.is_async or depth == 0:
        return called.is_async
    passed = _passed_on(called)
    return passed is not None and _is_coroutine(passed, called, params, project, depth - 1)


def _of_library(project: Project, target: str) -> str:
    """The library's method that a class of the project inherits: `tortoise.models.Model.get` for `User.get`."""
    owner, _, name = target.rpartition(".")
    return project.types.method_of(owner, name) if owner in project.classes else ""


def _passed_on(function: Function) -> Call | None:
    """The call whose result a plain function hands to its caller as it is."""
    returns = function.body.returns
    value = returns[0].value if len(returns) == 1 and not function.is_async else None
    return value if isinstance(value, Call) else None


def _lost(function: Function) -> Iterator[Call]:
    """Calls whose result can only be of use if it is not a coroutine."""
    body = function.body
    yield from (site.call for site in body.calls if not site.used and not site.awaited)
    bound = _bound_once(function)
    for expr in _statements(body):
        for part in walk(expr):
            if isinstance(part, Subscript) or (isinstance(part, Attribute) and part.attr not in _COROUTINE_ATTRIBUTES):
                owner = bound.get(part.value.id) if isinstance(part.value, Name) else part.value
                if isinstance(owner, Call):
                    yield owner
    for frame in body.frames:
        if frame.kind in (FrameKind.IF, FrameKind.WHILE):
            yield from _tested(frame.subject)


def _statements(body: Body) -> Iterator[Expr]:
    """The outermost expressions: no part of the body is among them twice."""
    yield from (site.call for site in body.calls if not site.used)
    for assign in body.assigns:
        yield from (e for e in (*assign.targets, assign.value) if e is not None)
    for statement in (*body.returns, *body.yields, *body.raises, *body.deletes, *body.asserts):
        if statement.value is not None:
            yield statement.value
    for frame in body.frames:
        yield from (e for e in (frame.subject, *frame.items) if e is not None)


def _returned(function: Function) -> list[Call]:
    """Calls whose bare result an undecorated route would send to the client."""
    answers = (s.value for s in function.body.returns) if len(function.decorators) == 1 else ()
    return [value for value in answers if isinstance(value, Call)]


def _handlers(project: Project, _: str) -> frozenset[str]:
    return frozenset(route.function.symbol for route in project.routes)


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
