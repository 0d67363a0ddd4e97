"""Transient services are registered, and no middleware closes them at the end of a request."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.injection.finalizing import is_finalizer
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if any(not m.target for m in project.middleware):
        return
    transient = next((r for r in found.registrations if r.transient), None)
    if transient is None or any(is_finalizer(project, m.target, found) for m in project.middleware):
        return
    if any(h.kind == "middleware" and "container" in {*h.function.body.reads} for h in project.hooks):
        return
    for app in project.routers.values():
        if app.is_app and app.plain:
            yield Finding.of(app, service=transient.produced.rpartition(".")[2] or "a service")
            return
