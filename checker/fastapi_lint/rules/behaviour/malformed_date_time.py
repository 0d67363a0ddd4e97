"""A time in an answer is not RFC 3339 with an offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import fields_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.formats import has_format
from fastapi_lint.model.finding import Finding

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$")


def check(exchange: Exchange) -> Iterator[Finding]:
    if not 200 <= exchange.status < 300:
        return
    for name, value in fields_of(exchange.json):
        if isinstance(value, str) and _TIME.match(value) and not has_format(value, "date-time"):
            yield Finding(exchange.place, {"operation": exchange.name, "field": name, "value": value})
            return
