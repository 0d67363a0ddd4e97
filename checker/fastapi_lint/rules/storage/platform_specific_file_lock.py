"""A file is locked by means that exist on one platform only."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, function in module.sites():
        target = project.types.callee(site.call, function) or site.target
        if target in params.calls:
            yield Finding.of(site, call=target)
