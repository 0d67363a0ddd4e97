"""A route for one item answers 200 with null when there is none."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Expr, Operation, Subscript, is_constant, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import raised
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_NOT_FOUND = (404, 410)


def check(route: Route, project: Project) -> Iterator[Finding]:
    if route.methods != ("GET",) or not (route.path or "").endswith("}"):
        return
    given = route.option("response_model")
    if not _is_optional(given if given is not None else route.function.returns):
        return
    functions = (route.function, *(d.function for d in route.dependencies if d.function is not None))
    if not any(found.status in _NOT_FOUND for f in functions for found in raised(project, f)):
        yield Finding.of(route, route=route.name)


def _is_optional(type_: Expr | None) -> bool:
    if isinstance(type_, Operation) and type_.op == "|":
        return any(is_constant(o, None) for o in type_.operands)
    return isinstance(type_, Subscript) and target_of(type_.value) == "typing.Optional"
