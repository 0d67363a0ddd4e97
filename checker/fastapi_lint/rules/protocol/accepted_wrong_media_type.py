"""A body of another media type is accepted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "wrong-media-type" and 200 <= exchange.status < 300:
        values = {"operation": exchange.name, "status": str(exchange.status), "note": exchange.note}
        yield Finding(exchange.place, values)
