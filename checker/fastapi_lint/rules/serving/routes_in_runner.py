"""The module that launches the server also builds the application."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    launching = {runner.module.path for runner in runners(project)}
    for router in project.routers.values():
        if router.module.path in launching:
            yield Finding.of(router, kind="an application" if router.is_app else "a router")
            launching.discard(router.module.path)
