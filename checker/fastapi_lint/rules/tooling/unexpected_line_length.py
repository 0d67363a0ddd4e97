"""The line length differs from the agreed one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_DEFAULT = "88"


def check(service: Service, params: Params) -> Iterator[Finding]:
    settings = service.tool("ruff")
    if settings is None:
        yield Finding.nothing("ruff configuration")
        return
    if settings.has("extend"):
        return
    node = settings.get("line-length")
    found = node.text() if node is not None else _DEFAULT
    if found != str(params.length):
        shown = found if node is not None else f"{found}, the default"
        yield Finding.of(node or settings, found=shown, length=str(params.length))
