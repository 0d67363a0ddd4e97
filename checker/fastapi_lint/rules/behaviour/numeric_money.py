"""An amount of money is sent as a floating point number."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import fields_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import money_field
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if not 200 <= exchange.status < 300:
        return
    for name, value in fields_of(exchange.json):
        if money_field(name) and isinstance(value, float) and not value.is_integer():
            yield Finding(exchange.place, {"operation": exchange.name, "field": name, "value": str(value)})
            return
