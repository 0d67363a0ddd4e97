"""A query runs once for every element of a collection."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.repeated import repeated_calls
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function, site, loop in repeated_calls(project):
        target = project.types.callee(site.call, function)
        called = project.function(target) if target else None
        if _queries(project, target, params):
            yield Finding.of(site, call=text(site.call), items=text(loop.subject))
        elif called is not None and called is not function and (query := _query(project, called, params)):
            chain = (function.name, called.name, text(query.call))
            yield Finding.of(site, chain=chain, call=text(site.call), items=text(loop.subject))


def _query(project: Project, called: Function, params: Params) -> CallSite | None:
    """A query that the called function runs each time."""
    if called.is_generator or any("cache" in d.target.lower() for d in called.decorators):
        return None
    own = (s for s in called.body.calls if s.loop is None and not s.in_lambda)
    return next((s for s in own if _queries(project, project.types.callee(s.call, called), params)), None)


def _queries(project: Project, target: str, params: Params) -> bool:
    """Whether a call waits for the database; `Product.get` does when `Product` is a document of beanie."""
    if target in params.queries:
        return True
    owner, _, method = target.rpartition(".")
    class_ = project.class_(owner) if owner else None
    above = project.hierarchy.ancestors(class_) if class_ is not None else ()
    return any(f"{name}.{method}" in params.queries for name in above)
