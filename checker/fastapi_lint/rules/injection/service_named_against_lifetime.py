"""A service's name says another lifetime than its registration."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    yield from Finding.unless(found, "service container")
    for registration in found.registrations if found is not None else ():
        class_ = project.class_(registration.produced) if registration.produced else None
        if class_ is None or registration.transient is None or project.hierarchy.is_model(class_):
            continue
        suffix = params.transient_suffix if registration.transient else params.singleton_suffix
        if not class_.name.endswith(suffix):
            lifetime = "transient" if registration.transient else "singleton"
            yield Finding.of(registration, service=class_.name, lifetime=lifetime, suffix=suffix)
