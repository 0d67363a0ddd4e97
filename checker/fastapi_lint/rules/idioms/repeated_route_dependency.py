"""Every route of a router names the same dependency."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, Sequence, target_of
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route, Router
from fastapi_lint.model.finding import Finding


def check(router: Router, project: Project, params: Params) -> Iterator[Finding]:
    routes = [r for r in project.routes if r.router is router]
    if router.is_app or len(routes) < params.routes:
        return
    for dependency in sorted(set.intersection(*(_named(project, route) for route in routes))):
        yield Finding.of(router, count=str(len(routes)), dependency=dependency.rpartition(".")[2])


def _named(project: Project, route: Route) -> set[str]:
    """The dependencies in the route's own list that are plain names."""
    listed = route.option("dependencies")
    items = listed.items if isinstance(listed, Sequence) else ()
    markers = (i for i in items if isinstance(i, Call) and marker_of(project, i) == "depends" and len(i.args) == 1)
    return {target for marker in markers if (target := target_of(marker.argument(0, "dependency")))}
