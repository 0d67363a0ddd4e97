"""An answer lacks a header that protects browsers."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    if exchange.probe != "request-id-absent" or exchange.response is None:
        return
    for name, wanted in params.headers.items():
        given = exchange.header(name)
        if given is None:
            yield Finding(exchange.home, {"problem": "lack the header", "header": name}, part=name)
        elif wanted.lower() not in given.lower():
            yield Finding(exchange.home, {"problem": f"do not say {wanted} in", "header": name}, part=name)
