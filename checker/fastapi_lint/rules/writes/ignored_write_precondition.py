"""A change is made although its If-Match does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "stale-version" and 200 <= exchange.status < 300:
        yield Finding(exchange.place, {"operation": exchange.name, "status": str(exchange.status)})
