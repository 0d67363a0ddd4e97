"""An answer that must be empty has a body."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_EMPTY = frozenset({204, 205, 304})


def check(exchange: Exchange) -> Iterator[Finding]:
    response = exchange.response
    if response is not None and response.size and exchange.status in _EMPTY:
        values = {"operation": exchange.name, "status": str(exchange.status), "size": str(response.size)}
        yield Finding(exchange.place, values)
