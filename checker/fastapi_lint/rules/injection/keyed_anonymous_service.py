"""A service that is found by its type is registered under a key."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import store_class, temp_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    roles = {"store": store_class(project, params.store), "temp-files": temp_class(project, params.temp_files)}
    for part, class_ in roles.items():
        own = [r for r in found.registrations if class_ is not None and r.produced == class_.symbol]
        if own and class_ is not None and all(r.key is not None for r in own):
            yield Finding.of(own[0], part=part, service=class_.name)
