"""A secret that was sent comes back in the answer."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import CANARY
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "canary-input" and exchange.response is not None and CANARY in exchange.response.text:
        values = {"operation": exchange.name, "status": str(exchange.status), "field": exchange.note}
        yield Finding(exchange.place, values)
