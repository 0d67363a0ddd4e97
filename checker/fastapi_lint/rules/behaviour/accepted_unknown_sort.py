"""Sorting by a field that does not exist is accepted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "unknown-sort" and 200 <= exchange.status < 300:
        values = {"operation": exchange.name, "status": str(exchange.status), "parameter": exchange.note}
        yield Finding(exchange.place, values)
