"""A dependency cleans up after its `yield` without `try`/`finally`."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function, Statement
from fastapi_lint.facts.expression import Call, text, walk
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function in dependency_functions(project).values():
        unguarded = (s for s in function.body.yields if not any(f.kind is FrameKind.TRY for f in s.frames))
        for site in (site for statement in unguarded for site in _after(function, statement)):
            if site.call.method in params.cleanups and not site.in_lambda:
                yield Finding.of(site, call=text(site.call), function=function.name)


def _after(function: Function, statement: Statement) -> Iterator[CallSite]:
    """The calls that run when the dependency is resumed: those behind the `yield`, its own value excluded."""
    own = {p.at for p in walk(statement.value) if isinstance(p, Call)} if statement.value is not None else set()
    for site in function.body.calls:
        if site.at > statement.at and site.at not in own:
            yield site
