"""A service has a lifespan, and nothing ever disposes of its database engine."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    modules = list(service.application_modules())
    own = {module.path for module in modules}
    if not any(hook.kind == "lifespan" and hook.module.path in own for hook in project.hooks):
        return
    sites = [(site, function) for module in modules for site, function in module.sites()]
    if any(site.call.method == "dispose" for site, _ in sites):
        return
    for site, function in sites:
        if project.types.callee(site.call, function) in params.engines:
            yield Finding.of(site, call=text(site.call.func))
            return
