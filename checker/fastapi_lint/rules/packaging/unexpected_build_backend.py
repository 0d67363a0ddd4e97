"""The package is built by another backend than the agreed one, or by none."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    root = service.manifest.root
    if service.manifest.kind != "pyproject" or not (root.has("project") or root.has("tool", "poetry")):
        return
    node = root.get("build-system", "build-backend")
    names = " or ".join(f"`{b}`" for b in params.backends)
    if node is None:
        hint = f"; write `[build-system]` with {names}" if names else "; write `[build-system]`"
        yield Finding.of(service, problem=f"`{service.name}` has no build system{hint}")
    elif params.backends and node.text() not in params.backends:
        yield Finding.of(node, problem=f"`{node.text()}` builds the package instead of {names}")
