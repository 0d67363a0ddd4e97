"""A tool is configured in a file of its own beside pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location


def check(service: Service, params: Params) -> Iterator[Finding]:
    if service.manifest.kind != "pyproject":
        return
    for file, tool in params.files.items():
        for path in service.matching(file):
            yield Finding(Location(path, 1, 1, 1, 1), {"file": file, "tool": tool}, part=file)
