"""An error carries another code than its status calls for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange, params: Params) -> Iterator[Finding]:
    body, status = exchange.json, str(exchange.status)
    error = body.get("error") if isinstance(body, dict) else None
    code, wanted = error.get("code") if isinstance(error, dict) else None, params.codes.get(status)
    if isinstance(code, str) and wanted is not None and code != wanted:
        yield Finding(exchange.home, {"status": status, "code": code, "wanted": wanted}, part=status)
