"""Nothing tests a service against its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import test_modules
from fastapi_lint.facts.operations.vocabulary import imports_any
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    commands = [c.text for w in service.workflows for c in w.commands]
    commands += [line.text for m in service.makefiles for t in m.targets for line in t.recipe]
    run = any(f"{name} " in f"{command} " for command in commands for name in params.commands)
    if not run and not imports_any(test_modules(service), params.packages):
        yield Finding(service.at, {"service": service.name})
