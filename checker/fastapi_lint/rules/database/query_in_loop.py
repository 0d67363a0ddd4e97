"""A query runs once for every element of a collection."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.repeated import repeating_loop
from fastapi_lint.facts.request_code import request_code
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function in request_code(project):
        for site in function.body.calls:
            loop = repeating_loop(project, site, function)
            if loop is not None:
                target = project.types.callee(site.call, function)
                called = project.function(target) if target else None
                if target in params.queries:
                    yield Finding.of(site, call=text(site.call), items=text(loop.subject))
                elif called is not None and called is not function and (query := _query(project, called, params)):
                    chain = (function.name, called.name, text(query.call))
                    yield Finding.of(site, chain=chain, call=text(site.call), items=text(loop.subject))


def _query(project: Project, called: Function, params: Params) -> CallSite | None:
    """A query that the called function runs each time."""
    if called.is_generator or any("cache" in d.target.lower() for d in called.decorators):
        return None
    own = (s for s in called.body.calls if s.loop is None and not s.in_lambda)
    return next((s for s in own if project.types.callee(s.call, called) in params.queries), None)
