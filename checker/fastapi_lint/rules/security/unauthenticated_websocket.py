"""A WebSocket accepts anybody although the app's routes authenticate."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.authentication import authenticates, depends_on_authentication, has_authenticating_middleware
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    sockets = [r for r in project.routes if r.is_websocket]
    if not sockets or has_authenticating_middleware(project):
        return
    routes = [r for r in project.routes if not r.is_websocket and r.router is not None]
    count = sum(depends_on_authentication(project, r) for r in routes)
    if len(routes) < 2 or count * 2 < len(routes):
        return
    for socket in sockets:
        if socket.complete and not authenticates(project, socket):
            yield Finding.of(socket, route=socket.name, count=str(count), total=str(len(routes)))
