"""Tests import the application before a fixture has prepared its environment."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project) -> Iterator[Finding]:
    apps = {symbol for symbol, router in project.routers.items() if router.is_app and router.module is not module}
    for imported in module.imports:
        if project.follow(imported.target) in apps and not imported.guard:
            yield Finding.of(imported, name=imported.bound)
