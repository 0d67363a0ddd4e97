"""A service is registered at import or while a request is served instead of in the lifespan."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions, request_code
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    started = _reached(project, [h.function for h in project.hooks if h.kind in ("lifespan", "startup")])
    imported = _reached(project, _called_at_import(project))
    requested = {f.symbol for f in request_code(project)}
    for registration in found.registrations:
        function = registration.function
        when = "at import"
        if function is not None and function.symbol in started:
            continue
        if function is not None and function.symbol not in imported:
            when = "while a request is served" if function.symbol in requested else ""
        if when:
            yield Finding.of(registration, when=when)


def _called_at_import(project: Project) -> list[Function]:
    sites = ((s, m) for m in project.application_modules() for s in m.top.calls)
    called = (project.function(project.types.callee(s.call, None)) for s, _ in sites)
    return [f for f in called if f is not None]


def _reached(project: Project, queue: list[Function]) -> frozenset[str]:
    """The functions that run when these run, those defined inside them included."""
    found: set[str] = set()
    while queue:
        function = queue.pop()
        if function.symbol in found:
            continue
        found.add(function.symbol)
        queue += called_functions(project, function)
        queue += [f for f in project.home(function).functions if f.owner == function.qualname]
    return frozenset(found)
