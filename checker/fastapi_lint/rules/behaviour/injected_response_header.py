"""Input ends up in a header with its line break."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "line-break" or exchange.response is None:
        return
    for name, value in exchange.response.headers:
        if "\r" in value or "\n" in value:
            yield Finding(
                exchange.place,
                {"operation": exchange.name, "parameter": exchange.note.partition(":")[0], "header": name},
            )
