"""A WebSocket endpoint does not say why it is one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route) -> Iterator[Finding]:
    class_doc = route.class_.doc if route.class_ is not None else ""
    if route.is_websocket and not route.function.doc and not class_doc:
        yield Finding.of(route, route=route.name)
