"""The stack lacks a service that the application needs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    if not service.composes:
        yield Finding.nothing("compose file")
        return
    containers = [c for compose in service.composes for c in compose.services]
    for wanted in params.services:
        names = wanted.removeprefix("=").split("|")
        found = any(n in (c.name, c.image) or n in c.image.partition(":")[0] for c in containers for n in names)
        if wanted.startswith("="):
            found = any(c.name in names for c in containers)
        if wanted == "app":
            found = any(c.is_built for c in containers)
        if not found:
            yield Finding.of(service.composes[0], part=names[0], name=names[0])
