"""A route is added to a router after the router was included."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.framework_versions import requirement
from fastapi_lint.facts.files.requirement_ranges import oldest_version
from fastapi_lint.facts.interface.registered import mounts_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_LIVE_SINCE = (0, 137)
"""Since FastAPI 0.137 an included router stays linked to its parent, so the order no longer matters."""


def check(route: Route, project: Project) -> Iterator[Finding]:
    router = route.router
    if router is None or router.is_app or router.function is not None or route.function.owner:
        return
    oldest = oldest_version(requirement(project, route.module, "fastapi") or "")
    if not () < oldest < _LIVE_SINCE:
        return
    inclusions = [m for m in mounts_of(project, router.symbol) if m.kind == "include"]
    comparable = all(m.module is route.module and m.function is None for m in inclusions)
    if inclusions and comparable and all(m.at < route.at for m in inclusions):
        yield Finding.of(route, route=route.name, router=router.symbol.rpartition(".")[2])
