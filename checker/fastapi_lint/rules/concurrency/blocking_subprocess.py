"""The event loop waits for another process."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding


def check(call: LoopCall, params: Params) -> Iterator[Finding]:
    if call.blocks_in(params.calls):
        yield Finding.of(call, chain=call.chain, call=text(call.site.call), entry=call.entry)
