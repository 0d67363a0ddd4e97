"""A time limit is set by something that `asyncio.timeout` has replaced."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import text
from fastapi_lint.model.finding import Finding


def check(site: CallSite, params: Params) -> Iterator[Finding]:
    if site.target in params.calls:
        yield Finding.of(site, call=text(site.call.func))
