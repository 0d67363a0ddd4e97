"""304 is answered to a tag that the service never gave."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "foreign-tag" and exchange.status == 304:
        tag = exchange.request.header("if-none-match") or ""
        yield Finding(exchange.place, {"operation": exchange.name, "tag": tag})
