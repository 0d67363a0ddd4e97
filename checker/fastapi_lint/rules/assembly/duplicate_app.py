"""A service constructs a second app that nothing mounts."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project) -> Iterator[Finding]:
    mounted = {mount.child for mount in project.mounts} | {
        mount.parent for mount in project.mounts if mount.kind == "mount"
    }
    for app in service.apps:
        same_factory = app.function is not None and app.function is service.app.function
        if app is service.app or app.symbol in mounted or same_factory:
            continue
        routes = sum(r.router is app for r in service.routes)
        shared_folder = app.module.path.rpartition("/")[0] == service.app.module.path.rpartition("/")[0]
        if routes or shared_folder or _is_in_package(app.module.path, service.package):
            yield Finding.of(app, first=service.app.module.path)


def _is_in_package(path: str, package: str) -> bool:
    return not package or path.startswith(f"{package}/")
