"""The settings do not read the file in which a developer keeps them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import settings_classes
from fastapi_lint.facts.expression import Constant, Expr, walk
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    found = settings_classes(project, service)
    yield from Finding.unless(found, "settings class")
    if not found or any(_reads(m.config.get("env_file"), params.name) for m in found):
        return
    if any(_given(project, service, model, params.name) for model in found):
        return
    main = max(found, key=lambda model: len(model.fields))
    if project.hierarchy.knows_all_bases(main.class_):
        yield Finding.of(main, settings=main.name, file=params.name)


def _reads(value: Expr | None, name: str) -> bool:
    """Whether an option names the file, or something that cannot be read."""
    if value is None:
        return False
    texts = [p.value for p in walk(value) if isinstance(p, Constant) and isinstance(p.value, str)]
    return not texts or any(text.rpartition("/")[2] == name for text in texts)


def _given(project: Project, service: Service, model: Model, name: str) -> bool:
    """Whether some construction of the settings names the file."""
    sites = ((s, f) for m in service.application_modules() for s, f in m.sites())
    calls = [s.call for s, f in sites if project.types.callee(s.call, f).startswith(model.class_.symbol)]
    return any(call.has_star or _reads(call.keyword("_env_file"), name) for call in calls)
