"""A service holds connections, and its app has no lifespan that opens and closes them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    app = service.app
    if not app.plain or app.call.has_star or app.option("lifespan") is not None or app.option("on_startup") is not None:
        return
    apps = {a.symbol for a in service.apps}
    if any(h.kind in ("lifespan", "startup", "shutdown") and (not h.app or h.app in apps) for h in project.hooks):
        return
    for module in service.application_modules():
        for site, function in module.sites():
            if project.types.callee(site.call, function) in params.clients and not _is_managed(site, function):
                yield Finding.of(app, client=site.call.method, path=module.path)
                return


def _is_managed(site: CallSite, function: Function | None) -> bool:
    """Whether a `with` closes what the call opens."""
    frames = function.body.frames if function is not None else ()
    return any(item is site.call for frame in frames if frame.kind is FrameKind.WITH for item in frame.items)
