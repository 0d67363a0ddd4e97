"""What is logged during a request does not name it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import logged_lines
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    lines, sent = logged_lines(exchange), exchange.request.header("x-request-id")
    if exchange.probe == "request-id-sent" and sent and lines and not any(sent in line for line in lines):
        yield Finding(exchange.place, {"id": sent, "count": str(len(lines))})
