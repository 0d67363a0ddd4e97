"""The documentation of an API that is not public is served to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import settings_classes
from fastapi_lint.facts.expression import Constant, Expr, string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    app = service.app
    if params.public or not app.plain or app.call.has_star or _is_off(app.option("openapi_url")):
        return
    if not list(settings_classes(project, service)):
        yield Finding.nothing("settings class")
        return
    for option in params.options:
        if _is_always_on(project, app, option):
            yield Finding.of(app, part=option, option=option)


def _is_always_on(project: Project, app: Router, option: str) -> bool:
    """Whether neither the settings nor any other value decides."""
    value: Expr | None = app.option(option)
    return (
        value is None
        or string(value) is not None
        or (isinstance(project.constant(value, app.function), str) and (not _is_setting(project, app, value)))
    )


def _is_setting(project: Project, app: Router, value: Expr) -> bool:
    owner = getattr(value, "value", None)
    return owner is not None and project.class_(project.types.of(owner, app.function)) is not None


def _is_off(value: Expr | None) -> bool:
    return isinstance(value, Constant) and value.value is None
