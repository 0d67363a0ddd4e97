"""There is no interactive documentation."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "documentation" and exchange.request.path.endswith("/docs") and exchange.status != 200:
        yield Finding(exchange.home, {"path": exchange.request.path, "status": str(exchange.status)})
