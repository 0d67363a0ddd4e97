"""A service has no store over LMDB, or no service for temporary files."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import store_class, temp_class
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    lacks = {
        "store": (store_class(project, params.store), "no key-value store over LMDB"),
        "temp-files": (temp_class(project, params.temp_files), "no service that saves and reads temporary files"),
    }
    for part, (class_, lack) in lacks.items():
        if class_ is None:
            yield Finding.of(service, part=part, service=service.name, lack=lack)
