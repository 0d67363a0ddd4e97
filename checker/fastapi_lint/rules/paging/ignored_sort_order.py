"""A list does not come in the order that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.bodies import rows_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_DIRECTION = re.compile(r"^[-+]|[:_ ](?:asc|desc)(?:ending)?$", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "sorted-list" or exchange.status != 200:
        return
    field = _DIRECTION.sub("", exchange.note.partition("=")[2])
    values: list[Any] = [row.get(field) if isinstance(row, dict) else None for row in rows_of(exchange.json)]
    if _have_an_order(values) and sorted(values) not in (values, values[::-1]):
        yield Finding(exchange.place, {"operation": exchange.name, "field": field, "sort": exchange.note})


def _have_an_order(values: list[Any]) -> bool:
    """Whether everybody orders them alike: numbers and moments, not words."""
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    return numbers or all(isinstance(v, str) and _TIME.fullmatch(v) for v in values)
