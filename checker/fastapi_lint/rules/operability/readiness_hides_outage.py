"""The readiness check is positive while a system that it asks is away."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "readiness-cut-off" and exchange.denied and 200 <= exchange.status < 300:
        values = {"operation": exchange.name, "status": str(exchange.status), "host": exchange.denied[0]}
        yield Finding(exchange.place, values)
