"""An answer does not carry the id of its request."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_TOO_LARGE = 413
_CASES = {
    "request-id-sent": "a request with an id",
    "request-id-absent": "a request without an id",
    "unknown-path-with-id": "an unknown path with an id",
    "huge-body": "a body that is too large",
}


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    case = _CASES.get(exchange.probe)
    if case is None or exchange.response is None or (exchange.probe == "huge-body" and exchange.status != _TOO_LARGE):
        return
    given, sent = exchange.header(params.header), exchange.request.header("x-request-id")
    if sent is None and not given:
        yield Finding(exchange.home, {"case": case, "problem": "without a fresh one"})
    elif sent is not None and given != sent:
        problem = "with another one" if given else "without it"
        yield Finding(exchange.home, {"case": case, "problem": problem})
