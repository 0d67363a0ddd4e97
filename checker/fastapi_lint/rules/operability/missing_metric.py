"""The metrics leave out what operators look for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    if exchange.probe != "metrics" or exchange.status != 200 or exchange.response is None:
        return
    names = [line for line in exchange.response.text.splitlines() if line and not line.startswith("#")]
    for what, pattern in params.families.items():
        if not any(re.search(pattern, name) for name in names):
            yield Finding(exchange.place, {"operation": exchange.name, "what": what}, part=what)
