"""No log line of a request tells how long it took."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import logged_json
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_DURATION = re.compile(r"duration|elapsed|latency|took|response_time|process_time|(?:^|_)(?:ms|seconds)$")


def check(exchange: Exchange) -> Iterator[Finding]:
    lines = logged_json(exchange)
    if exchange.probe != "request-id-sent" or not lines:
        return
    if not any(_DURATION.search(name) for line in lines for name in line):
        yield Finding(exchange.place, {"operation": exchange.name, "count": str(len(lines))})
