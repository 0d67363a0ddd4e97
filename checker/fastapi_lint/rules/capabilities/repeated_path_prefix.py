"""A path says its prefix twice."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SHORTEST = 2
"""One word may well recur (`/tags/tags`); two in the same order do not."""


def check(project: Project) -> Iterator[Finding]:
    doubled: set[str] = set()
    for mount in project.mounts:
        child = project.routers.get(mount.child)
        if mount.kind != "include" or child is None or not mount.prefix or not child.prefix:
            continue
        path = mount.path_before(child)
        if path is not None and (repeated := _repeated(path)):
            doubled.add(child.symbol)
            where = "the router has it already"
            yield Finding.of(mount, part="inclusion", path=path, repeated=repeated, where=where)
    for route in project.routes:
        router = route.router
        if router is None or router.symbol in doubled or not router.prefix or not route.path:
            continue
        if repeated := _repeated(router.prefix + route.path):
            where = "write the path relative to the router's prefix"
            yield Finding.of(route, part="route", path=router.prefix + route.path, repeated=repeated, where=where)


def _repeated(path: str) -> str:
    """The longest run of two or more segments that is followed by itself, or comes back at once after more of it."""
    parts = [p for p in path.split("/") if p]
    for size in range(len(parts) // 2, _SHORTEST - 1, -1):
        for start in range(len(parts) - 2 * size + 1):
            run = parts[start : start + size]
            if run == parts[start + size : start + 2 * size] and not any("{" in p for p in run):
                return "/" + "/".join(run)
    return ""
