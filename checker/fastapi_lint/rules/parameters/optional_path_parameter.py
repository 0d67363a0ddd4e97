"""A parameter of the path has a default value that can never apply."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call, Constant, Expr, text
from fastapi_lint.facts.interface.registered import routes_of
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route, RouteParam, path_parameters
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project) -> Iterator[Finding]:
    ways = routes_of(project, route.function)
    for param in route.params if ways[0] is route else ():
        default = _default(project, param)
        if param.source == "path" and default is not None and all(_is_in_path(r, param) for r in ways):
            yield Finding.of(param, name=param.param.name, default=text(default), route=route.name)


def _default(project: Project, param: RouteParam) -> Expr | None:
    default = param.param.default
    if isinstance(default, Call) and marker_of(project, default):
        default = default.argument(0, "default")
    return None if default == Constant(...) else default


def _is_in_path(route: Route, param: RouteParam) -> bool:
    paths = route.paths or (route.path or "",)
    return all(param.name in dict(path_parameters(p)) for p in paths)
