"""An answer for one user may be kept by caches for all."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    operation, value = exchange.operation, (exchange.header("cache-control") or "").lower()
    if operation is None or not operation.is_secured or exchange.probe != "valid" or exchange.status != 200:
        return
    parts = {part.strip().partition("=")[0] for part in value.split(",")}
    varies = "authorization" in (exchange.header("vary") or "").lower()
    if parts & {"public", "s-maxage"} and not parts & {"private", "no-store"} and not varies:
        yield Finding(exchange.place, {"operation": exchange.name, "value": value})
