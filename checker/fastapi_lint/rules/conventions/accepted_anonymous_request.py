"""An operation that asks for credentials answers without them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "anonymous" and 200 <= exchange.status < 300:
        yield Finding(exchange.place, {"operation": exchange.name, "status": str(exchange.status)})
