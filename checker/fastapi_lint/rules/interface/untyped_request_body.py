"""A route takes input that no model describes."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Attribute, Expr, Subscript, target_of, text
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_FREE = frozenset({"builtins.dict", "typing.Dict", "typing.Any", "builtins.object", "typing.Mapping",
                   "collections.abc.Mapping"})  # fmt: skip
_LISTS = frozenset({"builtins.list", "typing.List", "typing.Sequence", "collections.abc.Sequence"})


def check(route: Route, project: Project) -> Iterator[Finding]:
    if not is_documented(project, route) or route.generic:
        return
    for param in route.params:
        if param.param.annotation is None and param.marker is None and param.source == "query":
            problem = f"gives `{param.param.name}` no type"
            yield Finding.of(param, route=route.name, problem=problem, part="unannotated")
        elif param.source == "body" and _is_free(project, param.type):
            problem = f"takes `{param.param.name}` as `{text(param.type)}`"
            yield Finding.of(param, route=route.name, problem=problem, part="body")
    sites = route.function.body.calls
    reads = [
        s
        for s in sites
        if s.awaited and isinstance(s.call.func, Attribute) and _is_request(project, s.call.func, route)
    ]
    if not any(s.call.method in ("body", "stream", "form") for s in reads):
        for site in (s for s in reads if s.call.method == "json"):
            yield Finding.of(site, route=route.name, problem="reads its JSON by hand", part="raw")


def _is_request(project: Project, func: Attribute, route: Route) -> bool:
    return project.types.of(func.value, route.function) == "fastapi.Request"


def _is_free(project: Project, type_: Expr | None) -> bool:
    if isinstance(type_, Subscript):
        target = project.follow(type_.target)
        return target in _FREE or (target in _LISTS and len(type_.index) == 1 and _is_free(project, type_.index[0]))
    return project.follow(target_of(type_)) in _FREE
