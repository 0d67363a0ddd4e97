"""A transient is resolved outside a request, and the code that resolved it never closes it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Name, text
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import request_code
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not found.resolutions:
        return
    transient = {r.produced for r in found.registrations if r.transient and r.produced}
    background = {h.function.symbol for h in project.hooks if h.kind == "background-task"}
    requested = {f.symbol for f in request_code(project)} - background
    for resolution in found.resolutions:
        function = resolution.function
        if function is None or function.symbol in requested or resolution.wanted is None:
            continue
        if project.types.named(resolution.wanted) in transient and not _is_cared_for(resolution.site, function):
            yield Finding.of(resolution.site, service=text(resolution.wanted), function=function.name)


def _is_cared_for(site: CallSite, function: Function) -> bool:
    """Whether it stands in a scope, is handed on, or is closed by a later call."""
    if any(f.kind is FrameKind.WITH for f in site.frames) or not site.used:
        return site.used
    names = {n for a in function.body.assigns if a.value is not None and a.at <= site.at <= a.at for n in a.names}
    names |= {n for a in function.body.assigns if a.value is not None and site.call in _parts(a.value) for n in a.names}
    if not names:
        return True
    for later in function.body.calls:
        func = later.call.func
        closes = isinstance(func, Attribute) and isinstance(func.value, Name) and func.value.id in names
        if closes and any(w in later.call.method for w in ("close", "finali", "dispose", "release", "__aexit__")):
            return True
        if any(isinstance(a.value, Name) and a.value.id in names for a in later.call.args):
            return True
    given = [s.value for s in (*function.body.returns, *function.body.yields)]
    return any(isinstance(v, Name) and v.id in names for v in given)


def _parts(value: object) -> tuple[object, ...]:
    return (value, getattr(value, "value", None))
