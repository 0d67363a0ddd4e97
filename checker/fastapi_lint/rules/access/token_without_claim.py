"""A token lacks a claim that it must have."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.bodies import claims_of, fields_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    if exchange.probe != "valid" or not 200 <= exchange.status < 300:
        return
    for name, value in fields_of(exchange.json):
        claims = claims_of(value) if name == "access_token" and isinstance(value, str) else None
        for claim in params.claims if claims is not None else ():
            if not any(option in (claims or {}) for option in claim.split("|")):
                yield Finding(exchange.place, {"operation": exchange.name, "claim": claim}, part=claim)
