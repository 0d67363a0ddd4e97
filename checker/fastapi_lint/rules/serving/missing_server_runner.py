"""Nothing in the service starts the server that it should run on."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.launching import production_launches
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    own = {m.path for m in service.modules}
    started = {r.server for r in runners(service.project) if r.module.path in own}
    started |= {run.server for run in production_launches(service)}
    if params.server not in started:
        yield Finding.of(service, server=params.server, service=service.name)
