"""The service cannot be run in a container."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_NAMES = {"dockerfile": "Dockerfile", "compose": "compose file"}


def check(service: Service, params: Params) -> Iterator[Finding]:
    present = {"dockerfile": bool(service.dockerfiles), "compose": bool(service.composes)}
    for kind in params.files:
        if not present.get(kind, True):
            yield Finding.of(service, part=kind, service=f"`{service.name}`", file=_NAMES[kind])
