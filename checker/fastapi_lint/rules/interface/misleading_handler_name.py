"""A handler's name says the opposite of its HTTP method."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.naming import words
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_READS = frozenset({"get", "list", "read", "fetch", "retrieve"})
_WRITES = frozenset({"create", "delete", "update", "remove", "insert", "destroy"})
_READ_BY_POST = frozenset({"search", "query", "filter", "find", "token", "login", "auth", "export", "preview", "batch",
                           "bulk", "lookup", "graphql", "rpc", "upload", "summary", "summarize", "compute", "predict",
                           "ids", "list", "read", "get", "me", "url", "presigned", "or"})  # fmt: skip


def check(route: Route) -> Iterator[Finding]:
    if len(route.methods) != 1 or route.is_websocket or route.generic:
        return
    name = words(route.function.name)
    verb = name[0] if len(name) > 1 else ""
    said = {*name[1:], *words((route.paths or (route.path or "",))[0].replace("/", "_"))}
    method = route.methods[0]
    misled = verb in _READS if method in ("POST", "PUT", "PATCH", "DELETE") else method == "GET" and verb in _WRITES
    if misled and not (method == "POST" and (said & _READ_BY_POST or _asks(route))):
        yield Finding.of(route.function, handler=route.function.name, route=route.name, verb=verb)


def _asks(route: Route) -> bool:
    """Whether the body only carries what is asked for."""
    names = [w for p in route.params if p.source == "body" for w in (*words(p.name), *words(getattr(p.type, "id", "")))]
    return bool({"query", "filter", "filters", "request", "ids", "params", "search", "q"} & set(names)) or not names
