"""An operation answers without asking who calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.authentication import depends_on_authentication, has_authenticating_middleware
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.expression import Attribute
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.interface.infrastructure import is_infrastructure
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    public = re.compile(params.public)
    judged = [r for r in service.routes if _is_judged(project, r) and not any(public.search(p) for p in r.paths)]
    asking = {r for r in judged if depends_on_authentication(project, r)}
    if not asking or has_authenticating_middleware(project):
        yield Finding.nothing("route that asks who calls beside others that do not")
        return
    reads = [r for r in judged if not r.writes]
    catalogue = 2 * len(asking.intersection(reads)) <= len(reads)
    for route in judged:
        greets = not route.function.params  # it takes nothing, so it says the same to everybody
        meant = (not route.writes and (catalogue or greets)) or _takes_credentials(route)
        if route not in asking and not meant:
            yield Finding.of(route, route=route.name)


def _is_judged(project: Project, route: Route) -> bool:
    told = "public" in words(route.module.path.replace("/", "_")) or "public" in words(route.function.qualname)
    catches_all = all(path.startswith("/{") and path.count("/") == 1 for path in route.paths)
    known = (
        bool(route.paths) and not catches_all and route.complete and route.module.role is Role.APPLICATION and not told
    )
    return known and is_documented(project, route) and not is_infrastructure(route)


def _takes_credentials(route: Route) -> bool:
    """Whether a parameter or the request's headers carry what says who calls."""
    if any({"token", "authorization", "signature", "secret", "session"} & set(words(p.name)) for p in route.params):
        return True
    parts = route.function.body.parts()
    return any(isinstance(p, Attribute) and p.attr in ("headers", "cookies", "session", "user") for p in parts)
