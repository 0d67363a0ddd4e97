"""loguru is set up and the records of libraries go past it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.log_sinks import is_loguru_add
from fastapi_lint.model.finding import Finding

_HANDLERS = frozenset({"logging.Handler", "logging.StreamHandler"})


def check(service: Service) -> Iterator[Finding]:
    project = service.project
    modules = tuple(service.application_modules())
    sinks: list[CallSite] = [s for m in modules for s, _ in m.sites() if is_loguru_add(s.call, project)]
    handlers = [c for m in modules for c in m.classes if project.hierarchy.derives(c, _HANDLERS)]
    helpers = any("intercept" in i.target.lower() for m in modules for i in m.imports)
    if sinks and not helpers and not any("emit" in c.methods for c in handlers):
        yield Finding.of(sinks[0])
