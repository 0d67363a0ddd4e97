"""An answer is not what the document promises."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.conformity import problem
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.operation is None or exchange.error is not None or exchange.probe in {"head", "wrong-method"}:
        return
    answer = exchange.operation.answer(exchange.status)
    if answer is None or answer.schema is None:
        return
    if exchange.response is None or "json" not in exchange.response.media:
        return
    if exchange.response.size == len(exchange.response.body) and exchange.header("content-encoding") is None:
        told = problem(exchange.json, answer.schema)
        if told and answer.schema.name == "HTTPValidationError":
            values = {"operation": "the service", "status": "422", "problem": "it documents HTTPValidationError"}
            yield Finding(exchange.home, values)
        elif told:
            values = {"operation": exchange.name, "status": str(exchange.status), "problem": told}
            yield Finding(exchange.place, values)
