"""A parameter of the path is taken by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fastapi_lint.facts.bindings import bound_names, reads_request
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount, Route, Router, path_parameters
from fastapi_lint.model.errors import nearest
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    bound = {route: _bound(project, route) for route in project.routes}
    for route, names in bound.items():
        for name, converter in route.path_parameters if names is not None else ():
            if names is not None and name not in names and converter != "path" and not name.startswith("_"):
                close = nearest(name, (p.name for p in route.params))
                yield Finding.of(route, name=name, where=route.name, hint=close)
    for owner, prefix, routes in _prefixes(project, bound):
        taken = [bound[r] for r in routes]
        for name, _ in path_parameters(prefix):
            if taken and all(t is not None and name not in t for t in taken):
                known = {p.name for r in routes for p in r.params}
                yield Finding.of(owner, name=name, where=prefix, hint=nearest(name, known))


def _bound(project: Project, route: Route) -> frozenset[str] | None:
    """What the route and its dependencies take from the request by name; None when that cannot be known."""
    hidden = route.router is None or route.router.option("route_class") is not None or _answers_everything(route)
    starred = any(p.kind in ("*", "**") for p in route.function.params)
    if hidden or starred or not route.complete or route.path is None or reads_request(project, route):
        return None
    return bound_names(project, route)


def _answers_everything(route: Route) -> bool:
    """A page for whatever is asked at the root deliberately ignores what was asked."""
    return route.path is not None and re.fullmatch("/{[^/]+}", route.path) is not None and not route.params


def _prefixes(project: Project, routes: Iterable[Route]) -> Iterator[tuple[Router | Mount, str, list[Route]]]:
    """Every prefix with parameters, with all routes below it; those with unknown children are left out."""
    below: dict[str, list[Route]] = {}
    for route in routes:
        if route.router is not None:
            below.setdefault(route.router.symbol, []).append(route)
    nested = {m.parent for m in project.mounts}
    for router in project.routers.values():
        if router.prefix and "{" in router.prefix and router.symbol not in nested:
            yield router, router.prefix, below.get(router.symbol, [])
    for mount in project.mounts:
        if mount.kind == "include" and mount.prefix and "{" in mount.prefix and mount.child not in nested:
            yield mount, mount.prefix, below.get(mount.child, [])
