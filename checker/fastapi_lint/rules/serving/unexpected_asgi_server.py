"""A deployment starts another server than the agreed one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.launching import production_launches
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    met = tuple(production_launches(service))
    yield from Finding.unless(met, "command that starts a server")
    for run in met:
        worker = any(params.server in word.lower() for word in run.words)
        if run.server and run.server != params.server and not worker:
            yield Finding.of(run, found=run.server, server=params.server)
    own = {m.path for m in service.modules}
    started = [r for r in runners(service.project) if r.module.path in own]
    if not any(r.server == params.server for r in started):
        for runner in started:
            yield Finding.of(runner, found=runner.server, server=params.server)
