"""Error handlers show in production what belongs to debug mode, or do not show it in debug mode."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.exception_handlers import registrations
from fastapi_lint.facts.expression import Attribute, Conditional, Expr, Mapping, Subscript, string, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions
from fastapi_lint.model.finding import Finding

_LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    seen: set[str] = set()
    for registration in registrations(project):
        handler = registration.function
        if handler is None or handler.symbol in seen:
            continue
        seen.add(handler.symbol)
        if registration.exception.endswith("RequestValidationError"):
            shown = [_debugged(f, params.setting) for f in _bodies(handler)]
            if not shown and not _reads_request(handler):
                yield Finding.of(
                    handler, part="body", handler=handler.name, problem="never shows the request body in debug mode"
                )
            elif not all(shown):
                yield Finding.of(
                    handler, part="body", handler=handler.name, problem="shows the request body in production"
                )
        elif registration.exception == "builtins.Exception" and not _raises(handler, params.setting):
            problem = "does not raise the exception again in debug mode"
            yield Finding.of(handler, part="reraise", handler=handler.name, problem=problem)
        for function in (handler, *called_functions(project, handler)):
            if function.symbol not in seen or function is handler:
                seen.add(function.symbol)
                if _shows_path(function, params.setting):
                    problem = "answers the path of the request in production"
                    yield Finding.of(function, part="path", handler=function.name, problem=problem)


def _bodies(handler: Function) -> Iterator[tuple[Frame, ...]]:
    """What stands around each place where the handler puts the body of the request into something else than a log."""
    error = handler.params[-1].name if handler.params else ""
    placed = [(a.value, a.frames) for a in handler.body.assigns] + [(s.value, s.frames) for s in handler.body.returns]
    logged = {s.call for s in handler.body.calls if s.call.method in _LOGGING}
    for value, frames in (*placed, *((s.call, s.frames) for s in handler.body.calls if s.call not in logged)):
        for part in walk(value) if value is not None else ():
            if isinstance(part, Attribute) and part.attr == "body" and text(part.value) == error:
                yield (*frames, *_inner(value, part))


def _reads_request(handler: Function) -> bool:
    return any(text(s.call.func) in ("request.body", "request.json") for s in handler.body.calls)


def _inner(value: Expr | None, part: Expr) -> Iterator[Frame]:
    """A frame for the conditional expression around a part."""
    for outer in walk(value) if value is not None else ():
        if isinstance(outer, Conditional) and part in walk(outer):
            yield Frame(FrameKind.IF, at=None, subject=outer.test)  # type: ignore[arg-type]


def _debugged(frames: tuple[Frame, ...], setting: str) -> bool:
    word = setting.lower()
    return any(
        f.kind is FrameKind.IF and (word in text(f.subject).lower() or "debug" in text(f.subject).lower())
        for f in frames
    )


def _raises(handler: Function, setting: str) -> bool:
    return any(_debugged(s.frames, setting) for s in handler.body.raises)


def _shows_path(function: Function, setting: str) -> bool:
    """Whether the function puts a path beside code and message without asking for debug mode."""
    builds = False
    for assign in function.body.assigns:
        keys = [string(k) for k, _ in assign.value.items] if isinstance(assign.value, Mapping) else []
        builds = builds or {"code", "message"} <= set(keys)
        if {"code", "message", "path"} <= set(keys) and not _debugged(assign.frames, setting):
            return True
    for assign in function.body.assigns:
        for target in assign.targets:
            if builds and isinstance(target, Subscript) and target.index and string(target.index[0]) == "path":
                return not _debugged(assign.frames, setting)
    for statement in function.body.returns:
        for part in walk(statement.value) if statement.value is not None else ():
            keys = [string(k) for k, _ in part.items] if isinstance(part, Mapping) else []
            if {"code", "message", "path"} <= set(keys) and not _debugged(statement.frames, setting):
                return True
    return False
