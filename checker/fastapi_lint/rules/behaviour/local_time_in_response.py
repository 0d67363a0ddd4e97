"""A time in an answer is not in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import fields_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-](?!00:00)\d\d:\d\d$")


def check(exchange: Exchange) -> Iterator[Finding]:
    if not 200 <= exchange.status < 300:
        return
    for name, value in fields_of(exchange.json):
        if isinstance(value, str) and _OFFSET.match(value):
            yield Finding(exchange.place, {"operation": exchange.name, "field": name, "value": value})
            return
