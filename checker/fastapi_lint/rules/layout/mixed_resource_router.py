"""One module holds the routes of several resources."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.settings import first_match
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    by_module: dict[str, list[Route]] = {}
    for route in service.routes:
        if route.router is not None and route.path is not None:
            by_module.setdefault(route.module.path, []).append(route)
    for path, routes in by_module.items():
        resources: dict[str, Route] = {}
        for route in routes:
            name = _resource(route, params)
            if name and not first_match(name, params.allowed):
                resources.setdefault(name, route)
        if len(resources) > params.most:
            names = list(resources)
            yield Finding.of(resources[names[params.most]], path=path, resources=", ".join(names[:4]))


def _resource(route: Route, params: Params) -> str:
    """The first fixed part of the route's path below its router's prefix; the prefix itself when it has one."""
    prefix = (route.router.prefix or "") if route.router is not None else ""
    if prefix.strip("/"):
        return prefix
    parts = [p for p in (route.path or "").split("/") if p and not p.startswith("{") and p not in params.neutral]
    return parts[0] if parts else ""
