"""The module that launches the server also builds the application."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    launching = {r.module.path for r in runners(project) if not params.server or r.server == params.server}
    for router in project.routers.values():
        if router.module.path in launching:
            yield Finding.of(router, kind="an application" if router.is_app else "a router")
            launching.discard(router.module.path)
