"""A second linter or formatter works beside ruff."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Anchored, Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    if service.tool("ruff") is None and service.requirement("ruff") is None:
        return
    for tool in params.tools:
        found = _evidence(service, tool)
        if found is not None:
            yield Finding.of(found, tool=tool)


def _evidence(service: Service, tool: str) -> Anchored | None:
    required = service.requirement(tool)
    if required is not None and not required.group.startswith("doc"):  # documentation tools format with them
        return required
    configured = service.manifest.root.get("tool", tool)
    if configured is not None:
        return configured
    return service.precommit.hook(tool) if service.precommit is not None else None
