"""A startup or shutdown handler of an app that has a lifespan: it never runs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook
from fastapi_lint.model.finding import Finding


def check(hook: Hook, project: Project) -> Iterator[Finding]:
    app = project.routers.get(hook.app)
    if hook.kind not in ("startup", "shutdown") or app is None or not app.is_app:
        return
    lifespan = app.option("lifespan")
    if lifespan is not None and not is_constant(lifespan, None):
        yield Finding.of(hook, function=hook.function.name, event=hook.kind, app=app.symbol.rpartition(".")[2])
