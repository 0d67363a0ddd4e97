"""Ruff is not configured."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service) -> Iterator[Finding]:
    if service.tool("ruff") is None and not service.repository_has("ruff.toml", ".ruff.toml"):
        yield Finding.of(service, service=service.name)
