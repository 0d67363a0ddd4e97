"""Responses of a service are not compressed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.vocabulary import speaks_of
from fastapi_lint.model.finding import Finding

_COMPRESSION = re.compile(r"(?i)gzip|brotli|compressmiddleware|zstd")


def check(service: Service) -> Iterator[Finding]:
    added = any(_COMPRESSION.search(m.target) for m in service.project.middleware)
    answers = any("GET" in route.methods for route in service.routes)
    by_proxy = service.repository_has("**/nginx*", "**/Caddyfile", "**/traefik*", "nginx/**")
    named = speaks_of(service.project, service.application_modules(), _COMPRESSION)
    if answers and not added and not named and not by_proxy:
        yield Finding(service.app.at, {"service": service.name})
