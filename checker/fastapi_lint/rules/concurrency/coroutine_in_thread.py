"""A coroutine function is handed to a thread, where calling it only makes a coroutine."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, Expr, Lambda, text
from fastapi_lint.facts.handing import unwrapped
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, params: Params, project: Project) -> Iterator[Finding]:
    for site in (s for s in function.body.calls if s.call.args):
        given = _given(site.call, function, params, project)
        handed = _run(project, given, function) if given is not None else None
        if handed is not None and handed.is_async and not handed.is_generator and not handed.decorators:
            yield Finding.of(site, function=handed.name, offload=text(site.call.func))


def _run(project: Project, given: Expr, function: Function) -> Function | None:
    """The function that the thread would run, through `partial` and a lambda that only calls it."""
    if isinstance(given, Lambda) and isinstance(given.body, Call):
        return project.function(project.types.callee(given.body, function))
    return unwrapped(project, given, function)[0]


def _given(call: Call, function: Function, params: Params, project: Project) -> Expr | None:
    target = project.types.callee(call, function)
    if target == "threading.Thread":
        return call.keyword("target")
    if target in params.first:
        return call.argument(0)
    return call.argument(1) if call.method == "run_in_executor" else None
