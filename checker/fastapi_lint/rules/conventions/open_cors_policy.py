"""Scripts of any site may read answers with the credentials of a user."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_ALLOWED = "access-control-allow-origin"


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    if exchange.probe not in {"foreign-origin", "foreign-preflight"}:
        return
    value, sent = exchange.header(_ALLOWED), exchange.request.header("origin")
    trusting = (exchange.header("access-control-allow-credentials") or "").lower() == "true"
    if value is None or (value == "*" and params.public and not trusting) or value not in {"*", sent}:
        return
    more = " and credentials" if trusting else ""
    yield Finding(exchange.home, {"note": exchange.note, "value": value, "more": more})
