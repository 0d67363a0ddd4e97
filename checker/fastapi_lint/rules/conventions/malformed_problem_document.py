"""An error is not answered with problem details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import ERROR_CAUSES
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    cause = ERROR_CAUSES.get(exchange.probe)
    if cause is None or exchange.response is None or not 400 <= exchange.status < 600:
        return
    if told := _problem(exchange, params.members):
        values = {"status": str(exchange.status), "cause": cause, "problem": told}
        yield Finding(exchange.home, values)


def _problem(exchange: Exchange, members: Sequence[str]) -> str:
    body = exchange.json
    if not isinstance(body, dict):
        return "the body is no JSON object"
    missing = next((name for name in members if name not in body), None)
    if missing is not None:
        return f"`{missing}` is missing"
    if body.get("status", exchange.status) != exchange.status:
        return f"`status` says {body['status']}"
    return ""
