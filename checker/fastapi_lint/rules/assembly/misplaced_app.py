"""The app is constructed in a file that nobody looks into for it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.homes import is_home
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    app = service.app
    if not is_home(app.module.path, params.homes) and not _is_used_at_home(service, project, params):
        yield Finding.of(app, path=app.module.path, home=params.homes[0])


def _is_used_at_home(service: Service, project: Project, params: Params) -> bool:
    """Whether an entry module imports the app or calls the factory that makes it."""
    app = service.app
    made = app.function.symbol if app.function is not None else app.symbol
    for module in service.application_modules():
        if is_home(module.path, params.homes):
            imported = {project.follow(i.target) for i in module.imports}
            if made in imported or app.module.name in imported:
                return True
    return False
