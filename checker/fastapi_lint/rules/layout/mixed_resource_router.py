"""One module holds the routes of several resources."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    by_module: dict[str, dict[str, Route]] = {}
    for route in service.routes:
        name = _resource(route, params)
        if name and not first_match(name, params.allowed):
            by_module.setdefault(route.module.path, {}).setdefault(name, route)
    for path, resources in by_module.items():
        if len(resources) > params.most:
            names = list(resources)
            yield Finding.of(resources[names[params.most]], path=path, resources=", ".join(names[:4]))


def _resource(route: Route, params: Params) -> str:
    """The first part of the full path that is neither a parameter nor neutral; "" when the path is unknown."""
    path = route.paths[0] if route.paths else ""
    parts = (part for part in path.split("/") if part and not part.startswith("{"))
    return next((part for part in parts if not first_match(part, params.neutral)), "")
