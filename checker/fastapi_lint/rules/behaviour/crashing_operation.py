"""A valid request ends in an unhandled exception."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_FAILED = 500
_ON_PURPOSE = ("/__error__", "/sentry-debug")
"""Routes by which Dockerflow and Sentry let people see how failures are reported."""


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "valid" or not (exchange.error or exchange.ending == "exit" or exchange.status == _FAILED):
        return
    if exchange.request.path.rstrip("/").endswith(_ON_PURPOSE):
        return
    told = "the process ends" if exchange.ending else f"it answers {_FAILED}"
    if exchange.error is not None:
        told = exchange.error.told
    values = {"operation": exchange.name, "error": told, "curl": exchange.curl}
    yield Finding(exchange.origin, values)
