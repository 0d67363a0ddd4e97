"""A parameter of the path is taken by nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from fastapi_lint.facts.bindings import bound_names, names_read_from_requests
from fastapi_lint.facts.code import Body
from fastapi_lint.facts.expression import Await, Call, Expr, Name, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount, Route, Router, path_parameters
from fastapi_lint.model.errors import nearest
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    read = names_read_from_requests(project)
    if read is None:
        return

    @cache
    def takes(route: Route, name: str) -> bool:
        return name in read or not _is_known(project, route) or name in bound_names(project, route)

    for route in project.routes:
        taken = {name for name, _ in route.path_parameters}
        for name, converter in route.path_parameters:
            if converter != "path" and not name.startswith("_") and not takes(route, name):
                others = (p.name for p in route.params if p.name not in taken)
                yield Finding.of(route, name=name, where=route.name, hint=nearest(name, others))
    yield from _prefixes(project, takes)


def _is_known(project: Project, route: Route) -> bool:
    """Whether all that the route takes from the request can be seen, and it may not want to take anything."""
    if route.router is None or not route.complete:
        return False
    if not _leaves_parameters(project, route.router.option("route_class")):
        return False
    if _only_refuses(route.function.body) or _only_shows_a_page(route) or _hands_the_request_on(route):
        return False
    starred = any(p.kind in ("*", "**") for p in route.function.params)
    return not starred and not _answers_everything(route)


def _leaves_parameters(project: Project, route_class: Expr | None) -> bool:
    """Whether a class of routes only wraps what answers; one that constructs its routes may add dependencies."""
    if route_class is None:
        return True
    class_ = project.class_(target_of(route_class))
    if class_ is None or not project.hierarchy.knows_all_bases(class_):
        return False
    methods = {name for ancestor in project.hierarchy.project_ancestors(class_) for name in ancestor.methods}
    return all(name == "get_route_handler" or re.match("_[^_]", name) for name in methods)


def _only_refuses(body: Body) -> bool:
    """A handler that raises whatever is asked stands in for one that is switched off."""
    return not body.returns and not body.yields and any(not s.frames for s in body.raises)


def _only_shows_a_page(route: Route) -> bool:
    """A page that is handed the request may read its address itself, in the template or in the browser."""
    returns = route.function.body.returns
    return len(returns) == len(route.function.body.calls) == 1 and all(
        isinstance(s.value, Call) and s.value.method == "TemplateResponse" for s in returns
    )


def _hands_the_request_on(route: Route) -> bool:
    """A gateway answers with what a function makes of the request itself, and so of its address."""
    requests = {p.name for p in route.params if p.source == "special" and target_of(p.type).endswith(".Request")}
    answers = [s.value.value if isinstance(s.value, Await) else s.value for s in route.function.body.returns]
    return bool(requests and answers) and all(
        isinstance(answer, Call)
        and answer.method != "TemplateResponse"
        and any(isinstance(a.value, Name) and a.value.id in requests for a in answer.args)
        for answer in answers
    )


def _answers_everything(route: Route) -> bool:
    """A page for whatever is asked at the root deliberately ignores what was asked."""
    return route.path is not None and re.fullmatch("/{[^/]+}", route.path) is not None and not route.params


def _prefixes(project: Project, takes: Callable[[Route, str], bool]) -> Iterator[Finding]:
    """Parameters of prefixes that no route below takes; prefixes with routers nested below them are left out."""
    below: dict[str, list[Route]] = {}
    for route in project.routes:
        if route.router is not None:
            below.setdefault(route.router.symbol, []).append(route)
    nested = {m.parent for m in project.mounts}
    owners: list[tuple[Router | Mount, str | None, str]] = [(r, r.prefix, r.symbol) for r in project.routers.values()]
    owners += [(m, m.prefix, m.child) for m in project.mounts if m.kind == "include"]
    for owner, prefix, symbol in owners:
        routes = below.get(symbol, [])
        for name, _ in path_parameters(prefix or "") if routes and symbol not in nested else ():
            if not any(takes(route, name) for route in routes):
                known = {p.name for r in routes for p in r.params}
                yield Finding.of(owner, name=name, where=prefix or "", hint=nearest(name, known))
