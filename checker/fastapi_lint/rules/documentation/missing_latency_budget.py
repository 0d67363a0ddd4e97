"""Nothing says how long the service may take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.vocabulary import speaks_of
from fastapi_lint.model.finding import Finding

_BUDGET = re.compile(r"(?i)budget|deadline|(?:^|_)slo(?:_|$)|latency_(?:target|limit|objective)|request_timeout|p9[59]")


def check(service: Service, params: Params) -> Iterator[Finding]:
    written = any(document.mentions(*params.words) for document in service.documents)
    if not written and not speaks_of(service.project, service.application_modules(), _BUDGET):
        yield Finding(service.at, {"service": service.name})
