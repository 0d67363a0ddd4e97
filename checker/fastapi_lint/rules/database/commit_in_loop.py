"""A transaction is committed for every element of a collection."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.repeated import repeated_calls
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function, site, loop in repeated_calls(project):
        if _is_isolated(site, loop):
            continue
        target = project.types.callee(site.call, function)
        called = project.function(target) if target else None
        if target in params.commits:
            yield Finding.of(site, call=text(site.call), items=text(loop.subject))
        elif called is not None and called is not function and _commits(project, called, params):
            yield Finding.of(site, chain=(function.name, called.name), call=text(site.call), items=text(loop.subject))


def _is_isolated(site: CallSite, loop: Frame) -> bool:
    """Whether each element is tried on its own, so that one failure does not spoil the others."""
    return any(f.kind is FrameKind.TRY for f in site.frames[site.frames.index(loop) :])


def _commits(project: Project, called: Function, params: Params) -> bool:
    """Whether the called function commits each time, whatever happens in it."""
    return any(not s.frames and project.types.callee(s.call, called) in params.commits for s in called.body.calls)
