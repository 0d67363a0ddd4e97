"""A router has routes, but nothing includes it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.unmounted import unmounted_routers
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    for router in unmounted_routers(project):
        count = sum(r.router is router for r in project.routes)
        routes = "1 route" if count == 1 else f"{count} routes"
        yield Finding.of(router, router=router.symbol.rpartition(".")[2], routes=routes)
