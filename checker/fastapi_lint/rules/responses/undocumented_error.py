"""A route raises a status that its OpenAPI document does not name."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.interface.inherited import options_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import Raised, raised
from fastapi_lint.facts.responses import statuses_in
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if route.call.has_star or not route.paths or not is_documented(project, route):
        return
    declared: set[int] = {422} if route.params else set()
    for responses in options_of(project, route, "responses"):
        named = statuses_in(project, responses)
        if named is None:
            return
        declared |= named
    missing: dict[int, Raised] = {}
    for function in _functions(route):
        for found in raised(project, function, params.depth):
            if found.status >= 400 and found.status not in declared:
                missing.setdefault(found.status, found)
    if missing:
        names = [f"{s}{_where(f, route)}" for s, f in sorted(missing.items())]
        yield Finding.of(route, route=route.name, statuses=", ".join(names))


def _where(found: Raised, route: Route) -> str:
    function = found.function
    return "" if function is route.function else f" (in `{function.qualname.replace('.<locals>', '')}`)"


def _functions(route: Route) -> Iterator[Function]:
    yield route.function
    for dependency in route.dependencies:
        if dependency.function is not None:
            yield dependency.function
