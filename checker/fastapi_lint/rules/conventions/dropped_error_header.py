"""An error lacks the header that belongs to its status."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_WANTED = {401: "www-authenticate", 405: "allow", 429: "retry-after"}


def check(exchange: Exchange) -> Iterator[Finding]:
    header = _WANTED.get(exchange.status)
    if header is not None and exchange.header(header) is None:
        yield Finding(exchange.home, {"status": str(exchange.status), "header": header})
