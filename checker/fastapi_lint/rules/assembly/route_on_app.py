"""A business route is declared on the app itself instead of a router."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    found = [route for route in service.routes if _is_business(route, params)]
    on_app = [route for route in found if route.router is not None and route.router.is_app]
    if len(on_app) > params.most or len(on_app) < len(found):
        for route in on_app:
            yield Finding.of(route, route=route.name)


def _is_business(route: Route, params: Params) -> bool:
    """Whether the route is part of the API, and neither of the infrastructure nor hidden."""
    hidden = getattr(route.option("include_in_schema"), "value", None) is False
    path = route.paths[0] if route.paths else route.path
    return path is not None and not hidden and not first_match(path.rstrip("/") or "/", params.allowed)
