"""The wanted size of a page is ignored."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import rows_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    rows = rows_of(exchange.json)
    if exchange.probe == "single-page" and exchange.status == 200 and len(rows) > 1:
        yield Finding(exchange.place, {"operation": exchange.name, "count": str(len(rows)), "parameter": exchange.note})
