"""A business route is declared on the app itself instead of a router."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.settings import first_match
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    for route in service.routes:
        if route.router is None or not route.router.is_app or route.path is None:
            continue
        if not first_match(route.path.rstrip("/") or "/", params.allowed) and not _is_hidden(
            route.option("include_in_schema")
        ):
            yield Finding.of(route, route=route.name)


def _is_hidden(option: object) -> bool:
    return getattr(option, "value", None) is False
