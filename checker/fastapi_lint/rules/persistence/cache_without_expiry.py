"""A cached entry never expires, or too soon to be worth it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.cached import cached_functions, redis_calls
from fastapi_lint.model.finding import Finding

_EXPIRIES = ("ex", "px", "exat", "pxat", "keepttl", "nx", "xx")


def check(project: Project, params: Params) -> Iterator[Finding]:
    filled, decorated = list(redis_calls(project, {"set", "setex"})), list(cached_functions(project))
    if not filled and not decorated:
        yield Finding.nothing("cache")
    for site, function in filled:
        call = site.call
        later = any(s.call.method in ("expire", "expireat", "pexpire") for s in function.body.calls)
        if call.method == "set" and not call.has_star and not later and call.argument(2, "ex") is None:
            if not any(call.keyword(name) is not None for name in _EXPIRIES):
                yield Finding.of(site, part="missing", call=text(call), problem="sets no expiry")
        elif seconds := _seconds(project, call, params):
            yield Finding.of(site, part="short", call=text(call), problem=f"keeps the entry for {seconds} s only")
    for function, decorator in decorated:
        if not any(decorator.keyword(n) for n in ("expire", "ttl", "timeout")) and not decorator.args:
            yield Finding.of(function, part="missing", call=text(decorator), problem="sets no expiry")


def _seconds(project: Project, call: Call, params: Params) -> int:
    """A fixed life that is too short; 0 when it is not, or cannot be known."""
    given = call.argument(1, "time") if call.method == "setex" else call.argument(2, "ex")
    seconds = project.constant(given) if given is not None else 0
    return seconds if isinstance(seconds, int) and 0 < seconds < params.shortest_seconds else 0
