"""An answer is not what the document promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.conformity import Breach, breaches
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_TIME = re.compile(r"'\d{4}-\d\d-\d\d[T ]\d\d:")


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.operation is None or exchange.error is not None or exchange.probe in {"head", "wrong-method"}:
        return
    answer = exchange.operation.answer(exchange.status)
    if answer is None or answer.schema is None:
        return
    if exchange.response is None or "json" not in exchange.response.media:
        return
    if not exchange.response.is_whole or exchange.header("content-encoding") is not None:
        return
    found = next((b for b in breaches(exchange.json, answer.schema) if not _is_time(b)), None)
    if found is None:
        return
    if answer.schema.name == "HTTPValidationError":
        values = {"operation": "the service", "status": "422", "problem": "it documents HTTPValidationError"}
        yield Finding(exchange.home, {**values, "value": ""})
    else:
        values = {"operation": exchange.name, "status": str(exchange.status), "problem": found.expected}
        yield Finding(exchange.place, {**values, "value": f", not {found.value}" if found.value else ""})


def _is_time(breach: Breach) -> bool:
    """Whether it is a time without an offset, which `malformed-date-time` tells of."""
    return breach.expected.endswith("expected date-time") and bool(_TIME.match(breach.value))
