"""The transient finalizer stands outside request logging, or inside a middleware that makes transients."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.injection.finalizing import is_finalizer
from fastapi_lint.facts.injection.wiring import Wiring, wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Middleware
from fastapi_lint.model.finding import Finding


def check(finalizer: Middleware, project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not is_finalizer(project, finalizer.target, found):
        return
    inbound = params.reading == "inbound"
    for other in project.middleware:
        same = other.app == finalizer.app and other.function is finalizer.function and other.style == finalizer.style
        if other is finalizer or not same:
            continue
        name = other.target.rpartition(".")[2]
        is_outer = other.order > finalizer.order
        if "log" in name.lower() and is_outer is not inbound:
            side = "outside" if inbound else "inside"
            yield Finding.of(finalizer, part="logging", finalizer=_name(finalizer), side=side, other=name)
        elif is_outer and _makes_transients(project, other, found):
            yield Finding.of(finalizer, part="creator", finalizer=_name(finalizer), side="inside", other=name)


def _name(middleware: Middleware) -> str:
    return middleware.target.rpartition(".")[2]


def _makes_transients(project: Project, middleware: Middleware, found: Wiring) -> bool:
    transient = {r.produced for r in found.registrations if r.transient and r.produced}
    for resolution in found.resolutions:
        function = resolution.function
        inside = function is not None and function.symbol.startswith(f"{middleware.target}.")
        if inside and resolution.wanted is not None and project.types.named(resolution.wanted) in transient:
            return True
    return False
