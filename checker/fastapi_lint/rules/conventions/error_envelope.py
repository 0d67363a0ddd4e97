"""An error is not answered in the envelope of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.words import ERROR_CAUSES
from fastapi_lint.model.finding import Finding

_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$")


def check(exchange: Exchange) -> Iterator[Finding]:
    cause = ERROR_CAUSES.get(exchange.probe)
    if cause is None or exchange.response is None or not 400 <= exchange.status < 600:
        return
    if told := _problem(exchange.json):
        yield Finding(exchange.home, {"status": str(exchange.status), "cause": cause, "problem": told})


def _problem(body: object) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict) or not isinstance(body, dict):
        return "`error` is missing"
    if len(body) > 1:
        return "there is more than `error`"
    if not _CODE.match(str(error.get("code", ""))):
        return "`error.code` is no code in upper snake case"
    if not isinstance(error.get("message"), str):
        return "`error.message` is no text"
    return "" if isinstance(error.get("details", {}), dict) else "`error.details` is no object"
