"""A service lacks a file that every service has."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.shared import shared_has
from fastapi_lint.facts.layout.uses import uses_any
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    for path, globs in params.paths.items():
        if service.repository_has(*globs):
            continue
        if not uses_any(service, params.when.get(path, ())):
            yield Finding.nothing(f"use for {path}", path)
        elif not shared_has(service, *globs):
            yield Finding.of(service, part=path, service=service.name, path=path)
