"""A business route is declared on the app itself instead of a router."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match
from fastapi_lint.facts.expression import Call, target_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_PAGES = ("HTMLResponse", "RedirectResponse", "FileResponse")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    found = [r for r in service.routes if _is_business(r, params) and not _is_page(project, r)]
    on_app = [route for route in found if route.router is not None and route.router.is_app]
    if len(on_app) > params.most or len(on_app) < len(found):
        for route in on_app:
            yield Finding.of(route, route=route.name)


def _is_business(route: Route, params: Params) -> bool:
    """Whether the route is part of the API, and neither of the infrastructure nor hidden."""
    hidden = getattr(route.option("include_in_schema"), "value", None) is False
    on_app = route.router is not None and route.router.is_app  # which may be mounted below another
    written = (route.path, *route.paths) if on_app or not route.paths else route.paths
    paths = [path.rstrip("/") or "/" for path in written if path is not None]
    return bool(paths) and not hidden and not any(first_match(path, params.allowed) for path in paths)


def _is_page(project: Project, route: Route) -> bool:
    """Whether it leads a browser on or shows it a page, and so belongs to no resource."""
    declared = [project.follow(target_of(e)) for e in (route.option("response_class"), route.function.returns) if e]
    built = [project.follow(s.value.target) for s in route.function.body.returns if isinstance(s.value, Call)]
    methods = [s.value.method for s in route.function.body.returns if isinstance(s.value, Call)]
    return "TemplateResponse" in methods or any(name.endswith(_PAGES) for name in (*declared, *built))
