"""A prefix or path that FastAPI refuses, or that no request can match."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount, Route
from fastapi_lint.model.finding import Finding

_JOINED = (".", ":", "-", "_")
"""What may deliberately continue the last word of a prefix: `/report` + `.csv`."""


def check(project: Project) -> Iterator[Finding]:
    for router in project.routers.values():
        if router.prefix and router.plain and not router.is_app and (problem := _problem(router.prefix)):
            yield Finding.of(router, what="prefix", text=router.prefix, problem=problem)
    for mount in project.mounts:
        if mount.kind == "include" and mount.prefix and (problem := _problem(mount.prefix)):
            yield Finding.of(mount, what="prefix", text=mount.prefix, problem=problem)
        if mount.kind == "include" and mount.prefix == "" and (empty := _empty(project, mount)):
            yield Finding.of(
                empty, what="path", text="", problem="is empty like its prefix, so FastAPI refuses to start"
            )
    for route in project.routes:
        if route.path and not route.path.startswith("/") and (problem := _path_problem(route)):
            yield Finding.of(route, what="path", text=route.path, problem=problem)


def _empty(project: Project, mount: Mount) -> Route | None:
    """The route with an empty path, of a router without prefix that is included without prefix."""
    child = project.routers.get(mount.child)
    if child is None or child.prefix != "" or not child.plain or child.is_app:
        return None
    return next((r for r in project.routes if r.router is child and r.path == "" and not r.is_websocket), None)


def _problem(prefix: str) -> str:
    if not prefix.startswith("/"):
        return "does not start with `/`, so FastAPI refuses to start"
    return "ends with `/`, so FastAPI refuses to start" if prefix.endswith("/") else ""


def _path_problem(route: Route) -> str:
    if route.router is None or route.router.prefix is None:
        return ""
    if any(not p.startswith("/") for p in route.paths) or (route.router.is_app and not route.paths):
        return "does not start with `/`, so no request ever matches it"
    if route.path and route.paths and not route.path.startswith(_JOINED):
        return f"does not start with `/`, so the route answers at `{route.paths[0]}`"
    return ""
