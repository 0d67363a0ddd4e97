"""Middleware is added while the app is already running: Starlette raises."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Middleware
from fastapi_lint.model.finding import Finding


def check(added: Middleware, project: Project) -> Iterator[Finding]:
    if added.function is None or added.style != "add_middleware":
        return
    running = {h.function: f"the {h.kind} code" for h in project.hooks if h.kind in ("lifespan", "startup", "shutdown")}
    running |= {r.function: f"`{r.name}`" for r in project.routes}
    if (where := running.get(added.function)) is not None:
        yield Finding.of(added, middleware=added.target.rpartition(".")[2] or "middleware", where=where)
