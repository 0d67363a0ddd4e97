"""The path of a collection works only with a slash at its end."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "without-slash" and exchange.status in {301, 302, 307, 308, 404}:
        yield Finding(exchange.place, {"operation": exchange.name, "status": str(exchange.status)})
