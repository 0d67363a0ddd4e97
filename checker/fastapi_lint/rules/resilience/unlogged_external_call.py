"""A module calls another server and leaves no trace of it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.operations.log_calls import log_sites
from fastapi_lint.facts.operations.outbound import first_per_module, neighbours
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    imported = {i.target.rpartition(".")[2] for m in project.application_modules() for i in m.imports}
    if imported & set(params.instrumentors):
        return
    met = tuple(first_per_module(project))
    yield from Finding.unless(met, "call to another server")
    for client in met:
        hooked = any(client.call.keyword(k) is not None for k in ("event_hooks", "trace_configs")) or client.is_tailored
        if not hooked and not any(
            next(log_sites(module, project), None) for module in neighbours(project, client.module)
        ):
            yield Finding.of(client, client=client.target)
