"""A route is not logged, though others are by a decorator."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import log_decorator
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    used = project.remember(_decorators, params.decorators)
    yield from Finding.unless(used, "route with a log decorator")
    if route.is_websocket or log_decorator(project, route.function, params.decorators) is not None:
        return
    paths = route.paths or (route.path or "",)
    if used and not any(_is_exempt(p, params.paths) for p in paths):
        yield Finding.of(route, route=route.name, decorator=used[0])


def _is_exempt(path: str, exempt: tuple[str, ...]) -> bool:
    return any(path == e or (len(e) > 1 and path.endswith(e)) for e in exempt)


def _decorators(project: Project, names: tuple[str, ...]) -> list[str]:
    """The names of the log decorators that stand on routes, the most frequent first."""
    found = [log_decorator(project, r.function, names) for r in project.routes]
    used = [d.target.rpartition(".")[2] for d in found if d is not None]
    return sorted(set(used), key=lambda name: (-used.count(name), name))
