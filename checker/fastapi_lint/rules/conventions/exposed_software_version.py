"""Answers name the software and its version."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    for header in ("server", "x-powered-by"):
        value = exchange.header(header)
        if value is not None and any(c.isdigit() for c in value):
            yield Finding(exchange.home, {"header": header, "value": value})
