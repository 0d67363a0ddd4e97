"""Error handlers answer in production what belongs to debug mode."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Expr, Mapping, Subscript, string, walk
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions
from fastapi_lint.facts.running.debugging import asks_debug, shown_bodies
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    handlers = {r.function.symbol: r.function for r in registrations(project) if r.function is not None}
    invalid = {r.function.symbol for r in registrations(project) if r.function and "Validation" in r.exception}
    yield from Finding.unless(handlers, "exception handler")
    helpers = {f.symbol: f for h in handlers.values() for f in called_functions(project, h)}
    for function in {**handlers, **helpers}.values():
        if function.symbol in invalid and not all(shown_bodies(function, params.setting)):
            yield Finding.of(function, part="body", handler=function.name, shown="the body of the request")
        if _shows_path(function, params.setting):
            yield Finding.of(function, part="path", handler=function.name, shown="the path of the request")


def _shows_path(function: Function, setting: str) -> bool:
    """Whether it puts a path beside code and message without asking for debug mode."""
    placed = [(a.value, a.frames) for a in function.body.assigns] + [(s.value, s.frames) for s in function.body.returns]
    keys = [(_keys(value), frames) for value, frames in placed]
    if any({"code", "message", "path"} <= k and not asks_debug(frames, setting) for k, frames in keys):
        return True
    builds = any({"code", "message"} <= k for k, _ in keys)
    later = [(t, a.frames) for a in function.body.assigns for t in a.targets if isinstance(t, Subscript) and t.index]
    return builds and any(string(t.index[0]) == "path" and not asks_debug(frames, setting) for t, frames in later)


def _keys(value: Expr | None) -> set[str | None]:
    """The keys of the innermost dict with a code in a value."""
    found = [p for p in walk(value) if isinstance(p, Mapping)] if value is not None else []
    keys = [{string(k) for k, _ in mapping.items} for mapping in found]
    return next((k for k in keys if "code" in k), set())
