"""A route that answers GET or HEAD takes a request body."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_BODY_SOURCES = frozenset({"body", "form", "file"})
_BODYLESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def check(route: Route) -> Iterator[Finding]:
    if not route.methods or not _BODYLESS.issuperset(route.methods):
        return
    for param in route.params:
        if param.source in _BODY_SOURCES:
            yield Finding.of(param, name=param.name, route=route.name, source=param.source)
