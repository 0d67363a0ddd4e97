"""A handler takes a database session that does not say which database it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, Expr, string
from fastapi_lint.facts.injection.wiring import Wiring, wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.types.known_classes import ASYNC_SESSION
from fastapi_lint.facts.web import Route, RouteParam
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not found.container.helpers:
        return
    for param in route.params:
        if project.types.named(param.type) != ASYNC_SESSION:
            continue
        marker = _marker(project, param)
        if marker is not None and not _is_bound(project, marker, found, params):
            yield Finding.of(param, param=param.param.name, route=route.name)


def _marker(project: Project, param: RouteParam) -> Call | None:
    """What gives the parameter its value: `Inject(…)` or `Depends(…)`."""
    _, metadata = project.annotated(param.param.annotation)
    calls: list[Expr | None] = [param.param.default, *metadata]
    return next((c for c in calls if isinstance(c, Call)), None)


def _is_bound(project: Project, marker: Call, found: Wiring, params: Params) -> bool:
    """Whether the marker injects the session together with the service of a database."""
    if project.follow(marker.target) not in found.container.helpers:
        return False
    for argument in marker.args:
        inner = argument.value
        if isinstance(inner, Call) and project.follow(inner.target) in found.container.helpers:
            key = string(inner.argument(0))
            if key is None or key.endswith(params.key_suffix):
                return True
    return string(marker.argument(0)) is not None
