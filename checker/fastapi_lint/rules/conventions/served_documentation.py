"""The interactive documentation is served."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "documentation" and exchange.status == 200:
        yield Finding(exchange.home, {"path": exchange.request.path})
