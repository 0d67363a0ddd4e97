"""An answer holds a password."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import fields_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import is_secret_field
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.operation is None or not 200 <= exchange.status < 300:
        return
    for name, value in fields_of(exchange.json):
        if is_secret_field(name) and isinstance(value, str) and value.strip("*"):
            yield Finding(exchange.place, {"operation": exchange.name, "field": name})
            return
