"""A request id of any length and content is taken over."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    sent = exchange.request.header("x-request-id")
    if exchange.probe == "request-id-hostile" and sent and exchange.header("x-request-id") == sent:
        yield Finding(exchange.home, {"note": exchange.note})
