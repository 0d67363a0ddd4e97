"""A page before the first one is answered."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "negative-page" and 200 <= exchange.status < 300:
        values = {"operation": exchange.name, "status": str(exchange.status), "parameter": exchange.note, "value": "-1"}
        yield Finding(exchange.place, values)
