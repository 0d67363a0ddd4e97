"""A sleep stops the event loop."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, Constant, Name, text
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(call: LoopCall, params: Params) -> Iterator[Finding]:
    if call.blocks_in(params.calls):
        yield Finding.of(call, fix=_fix(call), chain=call.chain, call=text(call.site.call), entry=call.entry)


def _fix(call: LoopCall) -> Fix | None:
    """`await asyncio.sleep(…)` where awaiting is possible and the delay is written plainly."""
    delay = call.site.call.argument(0)
    if not call.function.is_async or not isinstance(delay, Name | Attribute | Constant):
        return None
    code = f"await asyncio.sleep({text(delay)})"
    return Fix("replace_expression", call.at, {"code": code, "imports": "asyncio"}, Safety.UNSAFE)
