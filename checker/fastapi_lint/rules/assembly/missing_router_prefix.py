"""A router leaves it to others under which path its routes are served."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.settings import first_match
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
        if not all(_is_infrastructure(route, params) for route in routes) and not _is_alone(routes):
            yield Finding.of(router, routes=str(len(routes)))


def _is_infrastructure(route: Route, params: Params) -> bool:
    path = (route.path or "").rstrip("/") or "/"
    return (bool(first_match(path, params.allowed)) and path != "/") or bool(route.is_websocket)


def _is_alone(routes: list[Route]) -> bool:
    """Whether there is nothing to share: one route, under a name of its own."""
    firsts = {(route.path or "").strip("/").partition("/")[0] for route in routes}
    return len(routes) == 1 and not firsts & {""}
