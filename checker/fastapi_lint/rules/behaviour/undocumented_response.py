"""An operation answers with a status that its document leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_FOR_OTHERS = frozenset({401, 404, 405, 406, 413, 415, 429})
_VALID = ("valid", "created", "read back")
_PROBES = frozenset({"valid", "invalid-body", "invalid-parameter", "missing-item", "created", "read-back", "fuzzed"})


def check(exchange: Exchange) -> Iterator[Finding]:
    operation, status = exchange.operation, exchange.status
    if operation is None or exchange.probe not in _PROBES or not 200 <= status < 500 or exchange.error is not None:
        return
    if status in _FOR_OTHERS and not (status == 404 and exchange.probe == "missing-item"):
        return
    if 300 <= status < 400 or operation.answer(status) is not None:
        return
    shown = exchange.note if exchange.note and exchange.probe != "missing-item" else exchange.probe.replace("-", " ")
    told = {"missing item": f"an unknown {exchange.note}", **dict.fromkeys(_VALID, "a valid request")}.get(shown, shown)
    yield Finding(exchange.place, {"operation": exchange.name, "status": str(status), "input": told})
