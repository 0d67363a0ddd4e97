"""A secret that was sent is logged."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import CANARY
from fastapi_lint.model.finding import Finding

_SHORTEST = 8


def check(exchange: Exchange) -> Iterator[Finding]:
    logged = [exchange.output, *(record.message for record in exchange.logs)]
    if exchange.probe in {"canary-input", "canary-body"} and any(CANARY in text for text in logged):
        yield Finding(exchange.place, {"operation": exchange.name, "field": exchange.note})
    token = (exchange.request.header("authorization") or "").rpartition(" ")[2]
    if exchange.probe == "request-id-sent" and len(token) >= _SHORTEST and any(token in text for text in logged):
        yield Finding(exchange.place, {"operation": exchange.name, "field": "authorization"})
