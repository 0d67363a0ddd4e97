"""A creation does not say where the new item is."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    operation = exchange.operation
    if exchange.probe != "created" or exchange.status != 201 or operation is None or exchange.header("location"):
        return
    below = f"{operation.path.rstrip('/')}/{{"
    if any(other.path.startswith(below) and other.method == "GET" for other in operation.document.operations):
        yield Finding(exchange.place, {"operation": exchange.name})
