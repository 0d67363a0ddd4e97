"""A dependency does work of its own instead of providing something."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.side_effects import outbound_calls, writes
from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(dependency_functions(project).values())
    yield from Finding.unless(met, "dependency")
    for function in met:
        if function.in_class or function.is_generator or any(g in function.name.lower() for g in params.guards):
            continue
        if what := _work(project, function):
            yield Finding.of(function, function=function.name, what=what)


def _work(project: Project, function: Function) -> str:
    if any(True for _ in writes(project, function)):
        return "writes rows"
    if any(True for _ in outbound_calls(project, function)):
        return "calls another service"
    loops = [f for f in function.body.frames if f.kind in (FrameKind.FOR, FrameKind.WHILE)]
    changed = [a for a in function.body.assigns if a.op and any(f in loops for f in a.frames)]
    return "works through data in a loop" if changed else ""
