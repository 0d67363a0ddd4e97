"""A second event loop is started inside a running one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding

_QUESTIONS = frozenset({"get_running_loop", "is_running", "_get_running_loop"})


def check(call: LoopCall, params: Params) -> Iterator[Finding]:
    if (call.is_one_of(params.calls) or _is_wrapped(call, params)) and not call.site.awaited and not _asks_first(call):
        yield Finding.of(call, chain=call.chain, call=text(call.site.call), entry=call.entry)


def _is_wrapped(call: LoopCall, params: Params) -> bool:
    """`async_to_sync(f)(x)`."""
    made = call.site.call.func
    return isinstance(made, Call) and made.target in params.wrappers


def _asks_first(call: LoopCall) -> bool:
    """Whether the function looks whether a loop is running, and may choose another way."""
    return any(s.call.method in _QUESTIONS for s in call.function.body.calls)
