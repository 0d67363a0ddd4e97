"""Nothing in a service masks secrets in log records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.log_calls import log_sites
from fastapi_lint.facts.operations.log_setup import log_setup, logs_through_others
from fastapi_lint.facts.operations.vocabulary import speaks_of
from fastapi_lint.model.finding import Finding

_MASKING = re.compile(r"(?i)redact|mask|saniti[sz]|scrub|censor|obfuscat|anonymi[sz]|^\*{3,}$|(?:filter|hide)_?secret")


def check(service: Service) -> Iterator[Finding]:
    if logs_through_others(service):
        yield Finding.nothing("set-up of logs that can be read")
        return
    modules = tuple(service.application_modules())
    logs = any(next(log_sites(m, service.project), None) for m in modules)
    if logs and not speaks_of(service.project, modules, _MASKING):
        yield Finding(log_setup(service), {"service": service.name})
