"""A router gets its prefix where it is included, not where it is defined."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.prefixes import routes_of
from fastapi_lint.facts.expression import is_constant, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount
from fastapi_lint.model.finding import Finding


def check(mount: Mount, project: Project) -> Iterator[Finding]:
    prefix = mount.site.call.keyword("prefix")
    child = project.routers.get(mount.child)
    if mount.kind != "include" or prefix is None or is_constant(prefix, "") or child is None or child.is_app:
        return
    written = mount.prefix or string(prefix) or text(prefix)
    if routes_of(project, child) and not _is_version(written):
        yield Finding.of(mount, router=text(mount.site.call.argument(0, "router")), prefix=written)


def _is_version(prefix: str) -> bool:
    """Whether a prefix holds nothing of the router's own: `/api/v1`."""
    parts = [p for p in prefix.split("/") if p]
    return all(p == "api" or (p[:1] == "v" and p[1:].isdigit()) for p in parts)
