"""The repository keeps one file of variables for every place where the service runs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(service.env_files, ".env file")
    for file in service.env_files:
        name = file.path.rpartition("/")[2]
        if not first_match(name, params.allowed):
            yield Finding.of(file, file=name)
