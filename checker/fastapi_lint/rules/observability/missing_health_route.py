"""A service does not answer at a path that its platform asks for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.vocabulary import vocabulary
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    for path in params.paths:
        if not _is_served(service, path.rstrip("/")):
            yield Finding(service.app.at, {"path": path, "service": service.name}, part=path)


def _is_served(service: Service, path: str) -> bool:
    """Whether a route has the path, as far as its prefix is known, or the code adds it by other means."""
    for route in service.routes:
        if any(p.rstrip("/") == path for p in route.paths):
            return True
        if (
            not route.paths
            and route.path is not None
            and route.path.strip("/")
            and path.endswith(route.path.rstrip("/"))
        ):
            return True
    mounts = (string(m.site.call.argument(0, "path")) or "" for m in service.project.mounts if m.kind == "mount")
    if any(p.rstrip("/") == path for p in mounts):
        return True
    own_routes = {r.module for r in service.routes}
    others = (m for m in service.application_modules() if m not in own_routes)
    texts = (vocabulary(service.project, m) for m in others)
    return any(f"\n{path}\n" in text or f"\n{path}/\n" in text for text in texts)
