"""A route writes without authentication although its neighbours ask for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.authentication import authenticates, depends_on_authentication, has_authenticating_middleware
from fastapi_lint.facts.bindings import fields_read
from fastapi_lint.facts.expression import Constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_FEWEST = 3
"""Other routes that a router needs before its habit can be judged."""

_PASSWORD = re.compile(r"(?i)(?:raw_|plain_|new_|user_)?(?:password|passwd|pwd|password_?1)")


def check(project: Project, params: Params) -> Iterator[Finding]:
    if has_authenticating_middleware(project):
        return
    public = re.compile(re.sub(r"\s+", "", params.public))
    routers: dict[str, list[Route]] = defaultdict(list)
    for route in project.routes:
        if route.router is not None and not route.is_websocket:
            routers[route.router.symbol].append(route)
    for routes in routers.values():
        protected = [r for r in routes if depends_on_authentication(project, r)]
        for route in routes:
            others, count = len(routes) - 1, len(protected)
            judged = route.writes and others >= _FEWEST and count * 3 >= others * 2 and route.complete
            open_ = judged and not _is_stub(route) and not authenticates(project, route)
            if open_ and not _is_public(route, public) and not _signs_up(project, route):
                yield Finding.of(route, route=route.name, count=str(count), total=str(others))


def _is_stub(route: Route) -> bool:
    """Whether the handler only answers a constant: there is nothing to protect yet."""
    body = route.function.body
    busy = body.calls or body.assigns or body.deletes or body.raises
    return not busy and all(s.value is None or isinstance(s.value, Constant) for s in body.returns)


def _signs_up(project: Project, route: Route) -> bool:
    """Whether it creates something with a password of its own, which is how one becomes a user: who could vouch?"""
    return (
        route.methods == ("POST",)
        and not route.path_parameters
        and any(
            _PASSWORD.fullmatch(name)
            for param in route.params
            for name in (param.name, *fields_read(project, param.type))
        )
    )


def _is_public(route: Route, public: re.Pattern[str]) -> bool:
    names = (route.function.name, route.path or "", *route.paths)
    return any(public.search(name) for name in names)
