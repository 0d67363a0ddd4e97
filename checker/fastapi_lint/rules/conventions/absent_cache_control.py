"""An answer does not say whether it may be cached."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import is_infrastructure
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "valid" or exchange.request.method != "GET" or exchange.status != 200:
        return
    if exchange.header("cache-control") is None and not is_infrastructure(exchange.request.path):
        yield Finding(exchange.place, {"operation": exchange.name})
