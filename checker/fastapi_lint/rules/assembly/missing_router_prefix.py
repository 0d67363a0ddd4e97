"""A router leaves it to others under which path its routes are served."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    by_router: dict[str, list[Route]] = {}
    for route in service.routes:
        if route.router is not None:
            by_router.setdefault(route.router.symbol, []).append(route)
    for symbol, routes in by_router.items():
        router = project.routers.get(symbol)
        if router is None or router.is_app or router.prefix != "" or not router.plain or router.call.has_star:
            continue
        shown = [route for route in routes if not _is_hidden(route, params)]
        if shown and _shares_resource(shown) and not _answers_everything(routes):
            yield Finding.of(router, routes=str(len(routes)))


def _is_hidden(route: Route, params: Params) -> bool:
    """Whether the route belongs to no resource: out of the document, a WebSocket, the root, or the infrastructure."""
    path = (route.path or "").rstrip("/") or "/"
    if any(not full.rstrip("/") for full in route.paths):
        return True
    undocumented = getattr(route.option("include_in_schema"), "value", None) is False
    return undocumented or route.is_websocket or (path != "/" and bool(first_match(path, params.allowed)))


def _answers_everything(routes: list[Route]) -> bool:
    """Whether they are for whatever path nothing else serves: a parameter that holds slashes, or that nobody reads."""
    named = [r for r in routes if r.path not in ("", "/")]
    below = any(full not in ("", "/", r.path) for r in routes for full in r.paths)
    only = [re.fullmatch(r"/\{(\w+)(:path)?\}", r.path or "") for r in named]
    taken = [{p.name for p in r.params} for r in named]
    return (
        bool(only)
        and not below
        and all(o and (o[2] or o[1] not in names) for o, names in zip(only, taken, strict=True))
    )


def _shares_resource(routes: list[Route]) -> bool:
    """Whether the routes are those of one resource: they leave its name out, or several begin with the same one."""
    firsts = {(route.path or "").strip("/").partition("/")[0] for route in routes}
    return any(not first or first.startswith("{") for first in firsts) or (len(routes) > 1 and len(firsts) == 1)
