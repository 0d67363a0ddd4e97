"""An answer shows the inside of the service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_SIGNS = (
    (re.compile(r"Traceback \(most recent call last\)"), "a traceback"),
    (re.compile(r"File \\*\"[^\"]+\.py\\*\", line \d+"), "file names and lines"),
    (re.compile(r"(?:^|[\s\"'(:])(?:/[\w.-]+){2,}\.py\b"), "the path of a file"),
    (re.compile(r"\[SQL: |psycopg2?\.|sqlalchemy\.exc\.|sqlite3\.\w+Error|asyncpg\.exc"), "a database error"),
)


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.response is None or exchange.status < 400:
        return
    for sign, what in _SIGNS:
        if sign.search(exchange.response.text):
            yield Finding(exchange.place, {"operation": exchange.name, "status": str(exchange.status), "what": what})
            return
