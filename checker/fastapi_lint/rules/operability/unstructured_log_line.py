"""A log line is no JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import logged_lines
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe not in {"request-id-sent", "unexpected-failure"}:
        return
    for line in logged_lines(exchange):
        if not _is_object(line):
            shown = line if len(line) <= 60 else f"{line[:57]}..."
            yield Finding(exchange.home, {"line": shown})
            return


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
