"""An expiry callback is registered by some workers only, or after they began to serve."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import request_code
from fastapi_lint.facts.running.started import started_task
from fastapi_lint.facts.running.storage import store_class
from fastapi_lint.model.finding import Finding

_LEADING = ("leader", "lock", "acquire", "worker", "primary", "pid", "master", "elect")


def check(project: Project, params: Params) -> Iterator[Finding]:
    if store_class(project, params.store) is None:
        yield Finding.nothing("store over LMDB")
        return
    requested = {f.symbol for f in request_code(project)}
    lifespans = {h.function.symbol for h in project.hooks if h.kind == "lifespan"}
    for site, function in project.application_sites():
        if site.call.method not in params.registering or function is None:
            continue
        if function.symbol in requested:
            yield Finding.of(site, problem="while a request is served")
        elif _is_conditional(site):
            yield Finding.of(site, problem="in the worker that leads only")
        elif function.symbol in lifespans and any(site.at > y.at for y in function.body.yields):
            yield Finding.of(site, problem="at shutdown")
        elif _is_task(project, function):
            yield Finding.of(site, problem="in a background task")


def _is_conditional(site: CallSite) -> bool:
    """Whether it depends on being the leader: a condition or a lock around it."""
    for frame in site.frames:
        subjects = [frame.subject, *frame.items] if frame.kind in (FrameKind.IF, FrameKind.WITH) else []
        if any(word in text(s).lower() for s in subjects for word in _LEADING):
            return True
    return False


def _is_task(project: Project, function: Function) -> bool:
    """Whether the function is started as a task somewhere."""
    sites = project.application_sites()
    return any(started_task(project, site, caller) is function for site, caller in sites)
