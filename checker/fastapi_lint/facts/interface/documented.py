"""Which routes stand in an OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.interface.registered import apps, mounts_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route


def is_documented(project: Project, route: Route) -> bool:
    """Whether the route appears in the OpenAPI document, as far as can be seen."""
    if route.is_websocket or route.registrar in ("route", "add_route") or route.router is None:
        return False
    options = [route.option("include_in_schema"), route.router.option("include_in_schema")]
    options += [m.site.call.keyword("include_in_schema") for m in mounts_of(project, route.router.symbol)]
    shown = all(o is None or is_constant(o, value=True) for o in options)
    return shown and project.remember(_publishes, project)


def _publishes(project: Project, _: Project) -> bool:
    """Whether there is an app with a document, or none in sight."""
    urls = [app.option("openapi_url") for app in apps(project)]
    return not urls or not all(url is not None and is_constant(url, None) for url in urls)
