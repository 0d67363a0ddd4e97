"""A router's own tags or dependencies are given where it is included."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount
from fastapi_lint.model.finding import Finding

_SETTINGS = ("tags", "dependencies")


def check(mount: Mount, project: Project) -> Iterator[Finding]:
    child = project.routers.get(mount.child)
    if mount.kind == "mount" or child is None or child.is_app or not child.plain:
        return
    if sum(other.child == mount.child for other in project.mounts) != 1:
        return
    if any(route.router is child for route in project.routes):
        given = [s for s in _SETTINGS if mount.site.call.keyword(s) is not None and child.option(s) is None]
        if given:
            yield Finding.of(mount, settings=" and ".join(f"`{setting}`" for setting in given))
