"""A semaphore's number of permits is written into the code."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Constant, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, _ in module.sites():
        if site.target not in params.calls:
            continue
        permits = site.call.argument(0, "value") or site.call.keyword("initial_value")
        if isinstance(permits, Name) and permits.target:
            permits = project.value(permits.target)
        if isinstance(permits, Constant) and isinstance(permits.value, int) and permits.value > 1:
            yield Finding.of(site, permits=str(permits.value))
