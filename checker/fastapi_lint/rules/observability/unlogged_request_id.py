"""Log records do not get the id of the request."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.correlation import reaches_records
from fastapi_lint.facts.operations.log_setup import log_setup
from fastapi_lint.model.finding import Finding


def check(service: Service) -> Iterator[Finding]:
    adapters = (s for m in service.application_modules() for s, _ in m.sites() if _is_dropped(s))
    dropped = next(adapters, None)
    if dropped is not None:
        yield Finding.of(dropped, problem="this adapter is thrown away, so no log record gets the request id")
    elif not reaches_records(service):
        yield Finding(log_setup(service), {"problem": f"no log record of `{service.name}` gets the request id"})


def _is_dropped(site: CallSite) -> bool:
    return site.target == "logging.LoggerAdapter" and not site.used
