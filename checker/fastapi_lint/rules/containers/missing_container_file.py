"""The service cannot be run in a container."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_NAMES = {"dockerfile": "Dockerfile", "compose": "compose file"}
_PATTERNS = {
    "dockerfile": ("**/Dockerfile*", "**/*.Dockerfile", "**/*.dockerfile", "**/Containerfile*"),
    "compose": ("**/*compose*.yml", "**/*compose*.yaml"),
}
"""Where a file of the kind is there, although it could not be read."""


def check(service: Service, params: Params) -> Iterator[Finding]:
    present = {"dockerfile": service.dockerfiles, "compose": service.composes}
    for kind in params.files:
        if not present.get(kind, True) and not service.repository_has(*_PATTERNS[kind]):
            yield Finding.of(service, part=kind, service=f"`{service.name}`", file=_NAMES[kind])
