"""No log line of an authenticated request names its user."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import logged_json
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_USER = re.compile(r"user|subject|sub$|account|principal|actor", re.IGNORECASE)


def check(exchange: Exchange) -> Iterator[Finding]:
    lines, operation = logged_json(exchange), exchange.operation
    if exchange.probe != "valid" or not lines or operation is None or not operation.is_secured:
        return
    named = any(_USER.search(name) and line[name] not in (None, "", "-") for line in lines for name in line)
    if not named and exchange.status < 400 and exchange.request.header("authorization"):
        yield Finding(exchange.place, {"operation": exchange.name, "count": str(len(lines))})
