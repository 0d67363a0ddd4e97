"""Tests call the application with the synchronous client."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Module, Role
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CLIENTS = frozenset({"fastapi.testclient.TestClient", "starlette.testclient.TestClient"})


def check(project: Project) -> Iterator[Finding]:
    coroutines = sum(route.is_async for route in project.routes)
    if coroutines * 2 < len(project.routes) or not coroutines:
        return
    suites: set[str] = set()
    for module in sorted(project.modules.values(), key=lambda m: m.path):
        suite = _suite(module.path)
        made = _client_made(module, project) if module.role is Role.TEST and suite not in suites else None
        if made is not None:
            suites.add(suite)
            yield Finding.of(made)


def _suite(path: str) -> str:
    """The topmost folder of tests around a file: what a suite uses is said once."""
    parts = path.split("/")
    tests = next((n for n, part in enumerate(parts) if part.startswith("test")), len(parts) - 1)
    return "/".join(parts[:tests])


def _client_made(module: Module, project: Project) -> CallSite | None:
    sites = [site for site, _ in module.sites()]
    made = next((s for s in sites if project.follow(s.target) in _CLIENTS), None)
    return None if any(s.call.method == "websocket_connect" for s in sites) else made
