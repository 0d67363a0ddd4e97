"""A service has a lifespan, and nothing ever disposes of its database engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Attribute, Call, text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    modules = list(service.application_modules())
    own = {module.path for module in modules}
    if not any(hook.kind == "lifespan" and hook.module.path in own for hook in project.hooks):
        return
    if any(_disposes(site.call) for module in modules for site, _ in module.sites()):
        return
    makers = [
        (_importers(modules, module), site)
        for module in modules
        for site, function in module.sites()
        if project.types.callee(site.call, function) in params.engines
    ]
    if makers:
        _, site = max(makers, key=lambda maker: maker[0])
        yield Finding.of(site, call=text(site.call.func))


def _disposes(call: Call) -> bool:
    """Whether a call disposes of an engine, or hands its `dispose` to what calls it at the end (an exit stack)."""
    handed = any(isinstance(a.value, Attribute) and a.value.attr == "dispose" for a in call.args)
    return call.method == "dispose" or handed


def _importers(modules: Sequence[Module], wanted: Module) -> int:
    """How many imports reach into a module: the engine that most code uses is the one of the service."""
    return sum(i.target.startswith(f"{wanted.name}.") for module in modules for i in module.imports)
