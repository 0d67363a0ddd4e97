"""The health check leaves out what operators look for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.bodies import fields_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    if exchange.probe != "health" or not isinstance(exchange.json, dict):
        return
    names = {name for name, _ in fields_of(exchange.json)}
    for member in params.members:
        if member not in names:
            yield Finding(exchange.place, {"operation": exchange.name, "member": member}, part=member)
