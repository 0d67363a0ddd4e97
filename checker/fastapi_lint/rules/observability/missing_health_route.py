"""A service does not answer at a path that its platform asks for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_REGISTERING = frozenset({"Route", "Mount", "add_route", "add_api_route", "mount", "api_route", "route", "health"})
"""Calls that add a path by other means than a route's decorator."""


def check(service: Service, params: Params) -> Iterator[Finding]:
    for path in params.paths:
        if not _is_served(service, path.rstrip("/")):
            yield Finding(service.app.at, {"path": path, "service": service.name}, part=path)


def _is_served(service: Service, path: str) -> bool:
    """Whether a route has the path, as far as its prefix is known, or the code adds it by other means."""
    for route in service.routes:
        own = (route.path or "").rstrip("/")
        if any(p.rstrip("/") == path for p in route.paths) or (not route.paths and own and path.endswith(own)):
            return True
    mounts = (string(m.site.call.argument(0, "path")) or "" for m in service.project.mounts if m.kind == "mount")
    if any(p.rstrip("/") == path for p in mounts):
        return True
    if path.endswith("/metrics") and _exposes_metrics(service):
        return True
    sites = [site.call for module in service.application_modules() for site, _ in module.sites()]
    added = (string(a.value) or "" for call in sites if call.method in _REGISTERING for a in call.args)
    return any(given.rstrip("/") == path for given in added)


def _exposes_metrics(service: Service) -> bool:
    """Whether an instrumentator adds its path by itself."""
    calls = (site.call for module in service.application_modules() for site, _ in module.sites())
    return any(call.method == "expose" and not call.has_star and call.keyword("endpoint") is None for call in calls)
