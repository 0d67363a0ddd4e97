"""A request is never answered."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.ending == "hang" and exchange.probe != "prepared":
        yield Finding(exchange.origin, {"operation": exchange.name, "curl": exchange.request.curl})
