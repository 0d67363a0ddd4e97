"""Something that is no e-mail address is accepted as one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe == "invalid-email" and 200 <= exchange.status < 300:
        yield Finding(exchange.place, {"operation": exchange.name, "field": exchange.note})
