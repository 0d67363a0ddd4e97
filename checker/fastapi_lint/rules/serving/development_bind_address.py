"""A development server listens on every network interface."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import is_constant, string
from fastapi_lint.facts.files.launching import development_launches
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    launches = list(development_launches(service))
    own = {m.path for m in service.modules}
    started = [r for r in runners(service.project) if r.module.path in own]
    yield from Finding.unless([*launches, *started], "command that starts the service")
    for run in launches:
        if run.option("--host", "-h", "--bind", "-b") in params.addresses:
            yield Finding.of(run, address=run.option("--host", "-h", "--bind", "-b") or "")
    for runner in started:
        call = runner.site.call
        address = string(call.keyword("host")) or string(call.keyword("address"))
        if address in params.addresses and is_constant(call.keyword("reload"), value=True):
            yield Finding.of(runner, address=address or "")
