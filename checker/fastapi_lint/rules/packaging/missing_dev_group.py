"""Tools for development have no dependency group."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_FORMER = (("tool", "uv", "dev-dependencies"), ("project", "optional-dependencies", "dev"))


def check(service: Service, params: Params) -> Iterator[Finding]:
    root = service.manifest.root
    if root.has("dependency-groups", params.group) or service.manifest.kind == "unread":
        return
    for keys in _FORMER:
        node = root.get(*keys)
        if node is not None:
            problem = f"`{'.'.join(keys)}` is the former place; write `[dependency-groups]` with `{params.group}`"
            yield Finding.of(node, problem=problem)
            return
    groups = {r.group for m in service.manifests for r in m.requirements}
    if not groups - {"", "optional"}:
        yield Finding.of(service, problem=f"{service.name} has no dependency group `{params.group}` for its tools")
