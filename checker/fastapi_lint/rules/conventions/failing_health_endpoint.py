"""The health check of a service that has just started fails."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "health" and not 200 <= exchange.status < 300:
        detail = f": {exchange.error.told}" if exchange.error is not None else ""
        values = {"operation": exchange.name, "status": str(exchange.status), "detail": detail}
        yield Finding(exchange.origin if exchange.error is not None else exchange.place, values)
