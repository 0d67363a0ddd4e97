"""An operation can never be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Document, ServedRoute
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_TEMPLATE = re.compile(r"{[^}]+}")
_MOUNTS = frozenset({"app", "ASGI app"})


def check(document: Document) -> Iterator[Finding]:
    earlier: list[tuple[re.Pattern[str], str, str]] = []
    for route in document.routes:
        earlier += _mounted(route)
        for method in route.methods if route.in_schema else ():
            alike = {"", method} if "{" not in route.path else {""}  # a template may still meet what another leaves
            known = next((p for pattern, m, p in earlier if m in alike and pattern.fullmatch(route.path)), "")
            if known:
                name, at = f"{method} {route.path}", route.at
                place = Location(at.path, at.line, at.column, at.end_line, at.end_column, "", name)
                yield Finding(place, {"operation": name, "earlier": known})
        if "{" in route.path and not route.narrow:
            pattern = re.compile("[^/]+".join(map(re.escape, _TEMPLATE.split(route.path))))
            earlier += ((pattern, method, f"{method} {route.path}") for method in route.methods)


def _mounted(route: ServedRoute) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """An app that is mounted answers to every method of everything below its path."""
    if route.kind in _MOUNTS and "{" not in route.path:
        path = route.path.rstrip("/")
        yield re.compile(f"{re.escape(path)}/.*"), "", f"the app mounted at {path or '/'}"
