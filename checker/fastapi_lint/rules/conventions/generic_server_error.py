"""The answer to an unexpected failure tells what went wrong inside."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import FAILURE
from fastapi_lint.model.finding import Finding

_SHORTEST = 8


def check(exchange: Exchange) -> Iterator[Finding]:
    error, response = exchange.error, exchange.response
    if exchange.probe == "unexpected-failure" and response is not None and FAILURE in response.text:
        values = {"operation": "the service", "status": str(exchange.status), "error": FAILURE}
        yield Finding(exchange.home, values)
        return
    if error is None or response is None or exchange.status < 500 or len(error.message) < _SHORTEST:
        return
    if error.message in response.text or error.message in str(response.json):
        values = {"operation": exchange.name, "status": str(exchange.status), "error": error.told}
        yield Finding(exchange.origin, values)
