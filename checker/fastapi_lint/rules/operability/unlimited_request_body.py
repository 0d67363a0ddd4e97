"""A body of any size is read."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "huge-body" and 200 <= exchange.status < 300:
        size = (len(exchange.request.body) + exchange.request.blanks) // 1_000_000
        yield Finding(exchange.home, {"operation": exchange.name, "size": str(size), "status": str(exchange.status)})
