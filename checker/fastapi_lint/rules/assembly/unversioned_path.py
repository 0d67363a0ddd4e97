"""The routes of a router are served under a path without a version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_VERSION = re.compile(r"(?:^|/)v\d+(?:/|$)")


def check(service: Service, params: Params) -> Iterator[Finding]:
    wanted = re.compile(params.pattern)
    found: dict[str, list[Route]] = {}
    for route in service.routes:
        hidden = getattr(route.option("include_in_schema"), "value", None) is False or route.is_websocket
        if not hidden and any(not wanted.search(p) and not _is_infrastructure(p, params) for p in route.paths):
            found.setdefault(route.router.symbol if route.router else "", []).append(route)
    for routes in found.values():
        path = next(p for p in routes[0].paths if not wanted.search(p) and not _is_infrastructure(p, params))
        more = f" and {len(routes) - 1} more of its router" if len(routes) > 1 else ""
        versioned = _VERSION.search(path) is not None
        how = f"at another prefix than `{params.pattern}`" if versioned else "without a version in its path"
        yield Finding.of(routes[0], path=path, more=more, how=how)


def _is_infrastructure(path: str, params: Params) -> bool:
    plain = path.rstrip("/") or "/"
    return bool(first_match(plain, params.allowed) or first_match(plain.rpartition("/")[2], params.allowed_names))
