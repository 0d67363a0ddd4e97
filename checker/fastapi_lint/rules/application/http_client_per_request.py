"""A new HTTP client, with new connections, for every request."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.layout.keeping import is_kept
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding


def check(call: LoopCall, params: Params) -> Iterator[Finding]:
    if call.phase != "request" or not call.is_one_of(params.clients) or is_kept(call):
        return
    yield Finding.of(call, chain=call.chain, call=text(call.site.call.func), entry=call.entry)
