"""A sleep stops the event loop."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_ARGS = {"to": "asyncio.sleep", "awaited": "yes", "imports": "import asyncio"}


def check(call: LoopCall, params: Params) -> Iterator[Finding]:
    if call.blocks_in(params.calls):
        fix = Fix("rename_call", call.at, _ARGS, Safety.UNSAFE) if call.function.is_async else None
        yield Finding.of(call, fix=fix, chain=call.chain, call=text(call.site.call), entry=call.entry)
