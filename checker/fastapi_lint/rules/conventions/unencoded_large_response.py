"""A large answer is sent uncompressed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    response = exchange.response
    if exchange.probe != "compressible" or response is None or exchange.status != 200:
        return
    if response.size > params.largest and response.header("content-encoding") is None:
        yield Finding(exchange.place, {"operation": exchange.name, "size": str(response.size)})
