"""An identifier that leads to nothing is not answered with 404."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_REFUSED = frozenset({400, 401, 403, 404, 405, 410, 422})


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "missing-item" or exchange.status in _REFUSED or exchange.response is None:
        return
    if exchange.status == 204 and exchange.request.method == "DELETE":
        return  # deleting what is gone is repeatable
    told = f": {exchange.error.told}" if exchange.error is not None else ""
    values = {"operation": exchange.name, "status": str(exchange.status), "parameter": exchange.note, "detail": told}
    yield Finding(exchange.origin, {**values, "curl": exchange.request.curl})
