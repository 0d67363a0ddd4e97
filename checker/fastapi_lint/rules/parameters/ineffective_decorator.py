"""A decorator above the route decorator: FastAPI has already stored the function without it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Decorator
from fastapi_lint.facts.decorating import Wrapping, split_decorators, wrapping
from fastapi_lint.facts.expression import Name
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    above, _ = split_decorators(route)
    for decorator in above:
        if _is_known(project, decorator, params) or _only_wraps(wrapping(project, decorator)):
            name = decorator.target.rpartition(".")[2] or "the decorator"
            yield Finding.of(decorator, decorator=name, function=route.function.name)


def _is_known(project: Project, decorator: Decorator, params: Params) -> bool:
    target = decorator.target
    if decorator.call is not None:
        target = project.types.callee(decorator.call, None) or target
    if target.startswith("slowapi.") and any("SlowAPI" in m.target for m in project.middleware):
        return False
    return target in params.decorators


def _only_wraps(found: Wrapping | None) -> bool:
    """Whether all that the decorator does is to put a wrapper in the function's place."""
    if found is None:
        return False
    given = {p.name for p in found.maker.params}
    handed = [
        s for s in found.maker.body.calls if any(isinstance(a.value, Name) and a.value.id in given for a in s.call.args)
    ]
    return all(s.call.method in ("wraps", "signature", "iscoroutinefunction", "isasyncgenfunction") for s in handed)
