"""Error handlers hide in debug mode what a developer needs: the body of the request, the exception itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.debugging import asks_debug, shown_bodies
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(registrations(project))
    yield from Finding.unless(met, "exception handler")
    for registration in met:
        handler = registration.function
        if handler is None:
            continue
        if registration.exception.endswith("RequestValidationError"):
            reads = any(text(s.call.func) in ("request.body", "request.json") for s in handler.body.calls)
            if not reads and not list(shown_bodies(handler, params.setting)):
                yield Finding.of(handler, part="body", handler=handler.name, problem="never shows the request body")
        elif registration.exception == "builtins.Exception" and not _raises(handler, params.setting):
            problem = "does not raise the exception again"
            yield Finding.of(handler, part="reraise", handler=handler.name, problem=problem)


def _raises(handler: Function, setting: str) -> bool:
    return any(asks_debug(s.frames, setting) for s in handler.body.raises)
