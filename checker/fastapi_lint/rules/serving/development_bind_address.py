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
    for run in development_launches(service):
        if run.option("--host", "-h", "--bind", "-b") in params.addresses:
            yield Finding.of(run, address=run.option("--host", "-h", "--bind", "-b") or "")
    own = {m.path for m in service.modules}
    for runner in runners(service.project):
        call = runner.site.call
        address = string(call.keyword("host")) or string(call.keyword("address"))
        if (
            runner.module.path in own
            and address in params.addresses
            and is_constant(call.keyword("reload"), value=True)
        ):
            yield Finding.of(runner, address=address or "")
