"""The text of an unexpected exception is sent to the client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.arguments import bound
from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Function, Statement
from fastapi_lint.facts.expression import (
    Call,
    Expr,
    FString,
    Mapping,
    Name,
    Sequence,
    target_of,
    text,
    walk,
)
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.interface.exception_text import answered_params, answers, held, is_exception, shows
from fastapi_lint.facts.interface.tried import never_runs, only_validates
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.beside_requests import runs_beside_requests
from fastapi_lint.model.finding import Finding

_DEBUG = re.compile(r"""(?i)debug|\bis_(?:dev|local)|== ['"](?:dev|development|local)['"]""")
"""Conditions of those who develop, who are to see what went wrong."""


def check(project: Project, params: Params) -> Iterator[Finding]:
    handled = _handled(project, params)
    shown = cache(partial(_shown, project))
    answering = {r.function.symbol for r in project.routes} | set(handled)
    for module in project.application_modules():
        for function in (f for f in module.functions if "debug" not in f.symbol.lower()):
            name = handled.get(function.symbol, "")
            for site in (s for s in function.body.calls if s.frames or name):
                caught = bool(name) or any(f.kind is FrameKind.EXCEPT for f in site.frames)
                if caught and (given := shown(site.call.target)) is not None:
                    yield from _leaks(project, function, site, _given(project, site.call, given), name, params)
            for statement in function.body.returns if function.symbol in answering else ():
                value = _written_here(statement.value, function)
                if value is not None and not _is_made_elsewhere(project, value):
                    yield from _leaks(project, function, statement, value, name, params)


def _shown(project: Project, target: str) -> frozenset[str] | None:
    """The parameters that what is called shows to the client; empty when all that it is given; None for none."""
    if answers(project, target):
        return frozenset()
    called = project.function(target)
    return (project.remember(answered_params, called.symbol) or None) if called is not None else None


def _given(project: Project, call: Call, names: frozenset[str]) -> Expr:
    called = project.function(call.target) if names else None
    if called is None:
        return call
    return Sequence(tuple(value for name, value in bound(called, call) if name in names), "(")


def _written_here(value: Expr | None, function: Function) -> Expr | None:
    """What is returned, or the dictionary that a variable was given just for that."""
    if not isinstance(value, Name) or value.target:
        return value
    values = [a.value for a in function.body.assigns if a.names == (value.id,)]
    return values[0] if len(values) == 1 and isinstance(values[0], Mapping) else value


def _is_made_elsewhere(project: Project, value: Expr) -> bool:
    """Whether what is returned is not written out where it is returned; dictionaries and models are."""
    if isinstance(value, Call) and value.target != "builtins.dict":
        class_ = project.class_(value.target)
        return class_ is None or not project.hierarchy.is_model(class_)
    return isinstance(value, Name)


def _leaks(
    project: Project, function: Function, anchor: CallSite | Statement, value: Expr, handled: str, params: Params
) -> Iterator[Finding]:
    """`handled` is the exception parameter of an exception handler, "" elsewhere."""
    caught = [f for f in anchor.frames if f.kind is FrameKind.EXCEPT]
    if any(never_runs(project, f) for f in caught):
        return
    broad = [f for f in caught[-1:] if _is_broad(project, f.subject, params)]
    broad = [f for f in broad if not only_validates(project, function, f)]
    names = {f.target for f in broad} | {handled} - {""}
    if (not names and not broad) or any(
        _is_debugging(f) or _is_narrowed(project, f, names, params) for f in anchor.frames
    ):
        return
    written = _written(project, function, broad, names)
    parts = (written.get(p.id) if isinstance(p, Name) else p for p in walk(value))
    shown = next((p for p in parts if p is not None and shows(project, p, names)), None)
    if shown is not None and not runs_beside_requests(project, function):
        what = text(broad[0].subject) or "every exception" if broad else "every exception"
        quoted = "the f-string" if isinstance(shown, FString) else f"`{text(shown)}`"
        yield Finding.of(anchor, shown=quoted, caught=what)


def _written(project: Project, function: Function, broad: list[Frame], names: set[str]) -> dict[str, Expr]:
    """Local variable -> the exception's text, which a handler gives it before it answers."""
    found: dict[str, Expr] = {}
    for assign in function.body.assigns:
        elsewhere = (broad and broad[0] not in assign.frames) or any(map(_is_debugging, assign.frames))
        if len(assign.names) != 1 or elsewhere:
            continue
        shown = next((p for p in held(assign.value) if shows(project, p, names)), None)
        if shown is not None:
            found[assign.names[0]] = shown
    return found


def _is_broad(project: Project, caught: Expr | None, params: Params) -> bool:
    if isinstance(caught, Sequence):
        return any(_is_broad(project, item, params) for item in caught.items)
    target = project.follow(target_of(caught)) if caught is not None else "builtins.BaseException"
    return _is_broad_name(target, params)


def _is_broad_name(target: str, params: Params) -> bool:
    return target in params.exceptions or f"{target.rpartition('.')[0]}.*" in params.exceptions


def _is_debugging(frame: Frame) -> bool:
    return frame.kind is FrameKind.IF and frame.subject is not None and bool(_DEBUG.search(text(frame.subject)))


def _is_narrowed(project: Project, frame: Frame, names: set[str], params: Params) -> bool:
    """Whether an `if isinstance(error, …)` or `match error` has told that it is an exception of one's own."""
    if frame.kind is FrameKind.MATCH:
        return isinstance(frame.subject, Name) and frame.subject.id in names
    for test in walk(frame.subject) if frame.kind is FrameKind.IF and frame.subject is not None else ():
        if isinstance(test, Call) and test.target == "builtins.isinstance" and len(test.args) > 1:
            tested, kind = test.args[0].value, test.args[1].value
            if is_exception(tested, names) and not _is_broad(project, kind, params):
                return True
    return False


def _handled(project: Project, params: Params) -> dict[str, str]:
    """Symbol -> exception parameter of the functions that handle every exception of an application."""
    broad = (r.function for r in registrations(project) if _is_broad_name(r.exception, params))
    return {f.symbol: f.params[-1].name for f in broad if f is not None and len(f.params) >= 2}
