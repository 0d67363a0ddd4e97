"""A subscriber cannot replay stored events."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.operations.messages import handles_events, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    routes = {r.function.symbol for r in project.routes}
    replays = [f for f in project.functions.values() if "replay" in f.name.lower() and f.symbol not in routes]
    for function in replays:
        missing = [a for a in params.arguments if function.param(a) is None]
        open_ended = any(p.kind == "**" for p in function.params)
        if function.name == params.name and missing and not open_ended:
            problem = f"`{params.name}` takes no `{'`, `'.join(missing)}`, so a replay cannot be limited"
            yield Finding.of(function, problem=problem)
    reads = [r for r in stream_calls(project, "xreadgroup") if r.function is not None and r.function.in_class]
    owners = {r.function.owner: r.module for r in reads if r.function is not None}
    for owner, module in owners.items():
        if not replays and (class_ := module.class_(owner)) is not None:
            problem = f"`{class_.name}` has no `{params.name}`: what a faulty handler has got wrong stays wrong"
            yield Finding.of(class_, problem=problem)
