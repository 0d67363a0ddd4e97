"""A method that is not documented is answered."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "wrong-method" and (200 <= exchange.status < 300 or exchange.status >= 500):
        operation = f"{exchange.request.method} {exchange.request.path}"
        yield Finding(exchange.place, {"operation": operation, "status": str(exchange.status)})
