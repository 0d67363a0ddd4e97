"""Startup or shutdown code is registered in the way that FastAPI deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.framework_versions import requirement
from fastapi_lint.facts.files.requirement_ranges import oldest_version
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook
from fastapi_lint.model.finding import Finding

_LIFESPAN_SINCE = (0, 93)


def check(hook: Hook, project: Project) -> Iterator[Finding]:
    if hook.kind not in ("startup", "shutdown"):
        return
    oldest = oldest_version(requirement(project, hook.module, "fastapi") or "")
    router = project.routers.get(hook.app)
    if () < oldest < _LIFESPAN_SINCE or (router is not None and router.option("lifespan") is not None):
        return
    yield Finding.of(hook, function=hook.function.name, event=hook.kind)
