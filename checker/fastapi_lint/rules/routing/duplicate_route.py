"""Two handlers are registered for the same method and path."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.path_template import shape
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import path_of, reading_order


def check(project: Project) -> Iterator[Finding]:
    reported: set[Route] = set()
    for entries in project.served.values():
        seen: dict[tuple[str, str], list[tuple[Served, Route]]] = {}
        for entry in entries:
            if entry.route is None:
                continue
            for method in entry.route.methods or (("WebSocket",) if entry.route.is_websocket else ()):
                same = seen.setdefault((method, shape(entry.path)), [])
                for other, theirs in same:
                    later, first = (
                        _ordered(entry, other),
                        theirs if _ordered(entry, other) is entry.route else entry.route,
                    )
                    if later is not None and later not in reported:
                        reported.add(later)
                        yield Finding.of(
                            later, route=f"{method} {entry.path}", first=first.function.name, path=path_of(first.at)
                        )
                same.append((entry, entry.route))


def _ordered(one: Served, other: Served) -> Route | None:
    """The route that comes second, or None when the two never exist together."""
    if one.route is None or other.route is None or one.route.function is other.route.function:
        return None
    if other.certainly_before(one):
        return one.route
    if one.certainly_before(other):
        return other.route
    return max(one.route, other.route, key=lambda route: reading_order(route.at)) if one.certainly_with(other) else None
