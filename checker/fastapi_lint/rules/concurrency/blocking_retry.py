"""A synchronous retry sleeps between its attempts on the event loop."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding

_WAITS_ALWAYS = frozenset({"backoff.on_exception", "backoff.on_predicate", "stamina.retry"})


def check(call: LoopCall, params: Params, project: Project) -> Iterator[Finding]:
    if call.phase != "request" or call.site.awaited:
        return
    called = project.function(call.target)
    sleeps = _sleeps(call.site.call, call.target, params) or (called is not None and _is_retried(called, params))
    if sleeps and (called is None or not called.is_async):
        yield Finding.of(call, chain=call.chain, call=text(call.site.call), entry=call.entry)


def _is_retried(function: Function, params: Params) -> bool:
    return any(_sleeps(d.call, d.target, params) for d in function.decorators)


def _sleeps(call: Call | None, target: str, params: Params) -> bool:
    """Whether the retry is told to wait between attempts; without a wait it only repeats."""
    if call is None or target not in params.retries:
        return False
    waits = [a.value for a in call.args if a.keyword in params.waits]
    none = [w for w in waits if isinstance(w, Call) and w.method == "wait_none"]
    return len(waits) > len(none) or target in _WAITS_ALWAYS
