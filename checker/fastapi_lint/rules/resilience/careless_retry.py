"""A retry has no end, does not wait longer each time, or repeats what must not happen twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, target_of, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_TENACITY = frozenset({"tenacity.retry", "tenacity.Retrying", "tenacity.AsyncRetrying"})
_BACKOFF = frozenset({"backoff.on_exception", "backoff.on_predicate"})
_STEADY = frozenset({"tenacity.wait_fixed", "tenacity.wait_none", "backoff.constant"})
_UNSAFE = frozenset({"post", "patch"})
_KEY = re.compile(r"(?i)idempot|dedup")


def check(module: Module, project: Project) -> Iterator[Finding]:
    if any(f.subject is not None and "__name__" in text(f.subject) for f in module.top.frames):
        return  # a script that waits for something to come up, not the service
    for function in module.functions:
        for decorator in function.decorators:
            yield from _problems(decorator.expr, decorator.at, function, project)
    for site, _ in module.sites():
        named = isinstance(site.call.func, Name | Attribute)  # and no call of what such a call gives
        if named and project.follow(site.target) in _TENACITY - {"tenacity.retry"}:
            yield from _problems(site.call, site.at, None, project)


def _problems(expr: Expr, at: Anchor, function: Function | None, project: Project) -> Iterator[Finding]:
    call = expr if isinstance(expr, Call) else None
    target = project.follow(call.target if call is not None else target_of(expr))
    if target not in _TENACITY | _BACKOFF or (call is not None and call.has_star):
        return
    stops = ("stop",) if target in _TENACITY else ("max_tries", "max_time")
    if call is None or all(call.keyword(stop) is None for stop in stops):
        yield Finding(at, {"problem": "has no end"}, part="stop")
    if call is None or not _waits_longer(call, target):
        yield Finding(at, {"problem": "does not wait longer after each failure"}, part="backoff")
    if function is not None and (verb := _repeated_write(function)):
        yield Finding(at, {"problem": f"repeats `{verb}` without an idempotency key"}, part="scope")


def _waits_longer(call: Call, target: str) -> bool:
    wait = call.keyword("wait") if target in _TENACITY else call.argument(0, "wait_gen")
    if wait is None:
        return False
    names = {part.target if isinstance(part, Call) else target_of(part) for part in walk(wait)}
    return not names & _STEADY or any("exponential" in n or "random" in n or "incrementing" in n for n in names)


def _repeated_write(function: Function) -> str:
    """The unsafe HTTP method that the function sends; "" when it has an idempotency key or sends none."""
    names = [a.keyword for s in function.body.calls for a in s.call.args] + [p.name for p in function.params]
    if any(_KEY.search(word) for word in (*names, *_texts(function))):
        return ""
    return next((s.call.method for s in function.body.calls if s.awaited and s.call.method in _UNSAFE), "")


def _texts(function: Function) -> Iterator[str]:
    for whole in function.body.expressions():
        for part in walk(whole):
            value = getattr(part, "value", None)
            yield value if isinstance(value, str) else getattr(part, "id", "")
