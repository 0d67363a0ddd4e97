"""An answer that can be asked for again has no validator."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import is_infrastructure
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "valid" or exchange.request.method != "GET" or exchange.status != 200:
        return
    if "no-store" in (exchange.header("cache-control") or ""):  # nothing is kept that could be validated
        return
    if not any(map(exchange.header, ("etag", "last-modified"))) and not is_infrastructure(exchange.request.path):
        yield Finding(exchange.place, {"operation": exchange.name})
