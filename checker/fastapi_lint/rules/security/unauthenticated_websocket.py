"""A WebSocket accepts anybody although the app's routes authenticate."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.authentication import authenticates, depends_on_authentication, has_authenticating_middleware
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    sockets = [r for r in project.routes if r.is_websocket and r.complete]
    if not sockets or has_authenticating_middleware(project):
        return
    for socket in sockets:
        routes = _beside(project, socket)
        count = sum(depends_on_authentication(project, r) for r in routes)
        if len(routes) >= 2 and count * 2 >= len(routes) and not authenticates(project, socket):
            yield Finding.of(socket, route=socket.name, count=str(count), total=str(len(routes)))


def _beside(project: Project, socket: Route) -> list[Route]:
    """The routes of the apps that serve the socket; of the whole project, when no app is known to serve it."""
    apps = [{s.route for s in served if s.route is not None} for served in project.served.values()]
    beside = set().union(*(routes for routes in apps if socket in routes))
    return [r for r in project.routes if not r.is_websocket and r.router is not None and (r in beside or not beside)]
