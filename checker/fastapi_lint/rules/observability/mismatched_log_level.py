"""An unexpected exception is logged below error, or without its traceback."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, FrameKind, Function, Module
from fastapi_lint.facts.expression import Call, Expr, is_constant, target_of, text
from fastapi_lint.facts.operations.log_calls import log_sites
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_BROAD = frozenset({"builtins.Exception", "builtins.BaseException"})
_LOUD = frozenset({"error", "critical", "fatal"})


def check(module: Module, project: Project) -> Iterator[Finding]:
    handlers: dict[Anchor, list[tuple[CallSite, Function | None]]] = {}
    for site, function in log_sites(module, project):
        caught = next((f for f in reversed(site.frames) if f.kind is FrameKind.EXCEPT), None)
        if caught is not None and _is_broad(caught.subject):
            handlers.setdefault(caught.at, []).append((site, function))
    yield from Finding.unless(handlers, "broad `except` that logs")
    for at, logged in handlers.items():
        site, function = logged[0]
        if not any(_has_traceback(s.call) for s, _ in logged) and not _raises(function, at):
            loudest = next((s for s, _ in logged if s.call.method in _LOUD), None)
            problem = "without its traceback" if loudest is not None else f"at `{site.call.method}`"
            yield Finding.of(loudest or site, problem=problem)


def _is_broad(subject: Expr | None) -> bool:
    return subject is None or target_of(subject) in _BROAD


def _has_traceback(call: Call) -> bool:
    """Whether the record carries the traceback, as `exception` and `exc_info` do."""
    traced = call.keyword("exc_info")
    given = traced is not None and not is_constant(traced, value=False)
    chained = isinstance(getattr(call.func, "value", None), Call)
    return call.method == "exception" or given or chained or any("traceback" in _shown(a.value) for a in call.args)


def _shown(expr: Expr) -> str:
    values = getattr(expr, "values", ())
    return " ".join([text(expr), *(text(v) for v in values)])


def _raises(function: Function | None, at: Anchor) -> bool:
    """Whether the handler raises again, so that somebody else logs it."""
    raised = function.body.raises if function is not None else ()
    return any(frame.at == at for statement in raised for frame in statement.frames)
