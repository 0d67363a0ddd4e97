"""A WebSocket endpoint receives without any limit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, FrameKind
from fastapi_lint.facts.expression import Call, Name, text, walk
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_LIMIT = re.compile(r"(?i)limit|max_|_max|size|rate|timeout|throttl|quota|semaphore|deadline|too_(?:many|large|big)")


def check(route: Route) -> Iterator[Finding]:
    if not route.is_websocket:
        yield Finding.nothing("WebSocket route")
        return
    endless = [s for s in route.function.body.calls if _receives(s) and not _in_time(s)]
    if endless and not _names_limit(route):
        yield Finding.of(endless[0], route=route.name, call=text(endless[0].call.func))


def _receives(site: CallSite) -> bool:
    """Whether the call receives from the client in a loop."""
    return site.call.method.startswith("receive") and site.awaited and site.loop is not None


def _in_time(site: CallSite) -> bool:
    items = (item for f in site.frames if f.kind is FrameKind.WITH for item in f.items)
    return any(isinstance(i, Call) and _LIMIT.search(text(i.func)) for i in items)


def _names_limit(route: Route) -> bool:
    """Whether the handler or one of its dependencies names any limit."""
    words = [d.target for d in route.dependencies] + [d.target for d in route.function.decorators]
    for whole in route.function.body.expressions():
        for part in walk(whole):
            words += [part.id] if isinstance(part, Name) else []
            words += [text(part.func), *(a.keyword for a in part.args)] if isinstance(part, Call) else []
            words += [str(attr)] if (attr := getattr(part, "attr", "")) else []
    return any(_LIMIT.search(w) or w == "len" for w in words)
