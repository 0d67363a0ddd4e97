"""The log does not say what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import FAILURE
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "unexpected-failure" or exchange.status < 500 or exchange.error is not None:
        return  # what is raised again is logged by the server
    told = f"{exchange.output} {' '.join(record.message for record in exchange.logs)}"
    if FAILURE not in told:
        levels = sorted({record.level for record in exchange.logs})
        problem = f"only at the level {', '.join(levels)}, without it" if levels else "nothing"
        yield Finding(exchange.home, {"error": FAILURE, "problem": problem})
