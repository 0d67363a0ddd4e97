"""What a lifespan closes after its yield stays open when the app fails."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    own = {module.path for module in service.application_modules()}
    yield from Finding.unless(project.hooks, "lifespan")
    for hook in project.hooks:
        if hook.kind == "lifespan" and hook.module.path in own and len(hook.function.body.yields) == 1:
            for site in _late_closers(hook.function, params):
                yield Finding.of(site, call=site.call.method, function=hook.function.name)
                break


def _late_closers(function: Function, params: Params) -> Iterator[CallSite]:
    """The closing calls after the yield that an exception at the yield skips."""
    pause = function.body.yields[0]
    if any(f.kind is FrameKind.TRY and f.catches for f in pause.frames):
        return
    for site in function.body.calls:
        guarded = any(f.kind is FrameKind.FINALLY for f in site.frames)
        if site.at > pause.at and site.call.method in params.closers and not guarded:
            yield site
