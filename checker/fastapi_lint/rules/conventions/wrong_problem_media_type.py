"""A problem document is sent as plain JSON."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_MEMBERS = {"type", "title", "status"}


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.response is None or exchange.status < 400 or exchange.response.media == "application/problem+json":
        return
    if isinstance(exchange.json, dict) and set(exchange.json) >= _MEMBERS:
        yield Finding(exchange.home, {"status": str(exchange.status), "media": exchange.response.media})
