"""A router gets its prefix where it is included, not where it is defined."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import is_constant, string, text
from fastapi_lint.facts.prefixes import routes_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount
from fastapi_lint.model.finding import Finding


def check(mount: Mount, project: Project) -> Iterator[Finding]:
    prefix = mount.site.call.keyword("prefix")
    child = project.routers.get(mount.child)
    if mount.kind != "include" or prefix is None or is_constant(prefix, "") or child is None or child.is_app:
        return
    if routes_of(project, child):
        name = text(mount.site.call.argument(0, "router"))
        yield Finding.of(mount, router=name, prefix=mount.prefix or string(prefix) or text(prefix))
