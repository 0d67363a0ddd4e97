"""Calls to another server go on while it is down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.outbound import outbound_clients
from fastapi_lint.facts.operations.vocabulary import imports_any, speaks_of
from fastapi_lint.model.finding import Finding

_BREAKER = re.compile(r"(?i)circuit|breaker")


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = tuple(service.application_modules())
    own = [c for c in outbound_clients(service.project) if c.module in modules]
    guarded = imports_any(modules, params.packages) or speaks_of(service.project, modules, _BREAKER)
    if own and not guarded:
        yield Finding.of(own[0], client=own[0].target)
