"""A route raises a status that its OpenAPI document does not name."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Expr
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import Raised, raised
from fastapi_lint.facts.responses import is_documented, statuses_in
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if route.call.has_star or not route.paths or not is_documented(project, route):
        return
    declared: set[int] = {422} if route.params else set()
    for responses in _responses(route, project):
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


def _responses(route: Route, project: Project) -> Iterator[Expr]:
    """What the route, its router and every including call and app declare."""
    symbols, queue = set(), [route.router.symbol] if route.router is not None else []
    options = [route.option("responses")]
    while queue:
        symbol = queue.pop()
        if symbol in symbols or symbol not in project.routers:
            continue
        symbols.add(symbol)
        options.append(project.routers[symbol].option("responses"))
        for mount in (m for m in project.mounts if m.child == symbol and m.kind == "include"):
            options.append(mount.site.call.keyword("responses"))
            queue.append(mount.parent)
    yield from (o for o in options if o is not None)
