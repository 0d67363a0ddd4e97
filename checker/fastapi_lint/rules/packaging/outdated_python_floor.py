"""The service admits Python versions older than agreed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    python = service.manifest.python
    wanted = tuple(int(number) for number in params.floor.split("."))
    if python is not None and python.floor and python.floor < wanted:
        yield Finding.of(python, found=python.specifier or "", floor=params.floor)
