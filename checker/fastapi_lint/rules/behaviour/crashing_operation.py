"""A valid request ends in an unhandled exception."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "valid" or not (exchange.error or exchange.ending == "exit"):
        return
    told = exchange.error.told if exchange.error is not None else "the process ends"
    values = {"operation": exchange.name, "error": told, "curl": exchange.request.curl}
    yield Finding(exchange.origin, values)
