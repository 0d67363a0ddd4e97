"""Two handlers are registered for the same method and path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi_lint.facts.path_template import shape
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import path_of, reading_order


def check(project: Project) -> Iterator[Finding]:
    reported: set[Route] = set()
    for entries in project.served.values():
        for method, path, first, second in _same(entries):
            if second not in reported:
                reported.add(second)
                values = {"route": f"{method} {path}", "first": first.function.name, "path": path_of(first.at)}
                yield Finding(second.at, values)


def _same(entries: Iterable[Served]) -> Iterator[tuple[str, str, Route, Route]]:
    """(method, path, route that comes first, route that comes second) of every two for the same requests."""
    seen: dict[tuple[str, str], list[Served]] = {}
    for entry in entries:
        route = entry.route
        for method in route.methods or (("WebSocket",) if route.is_websocket else ()) if route is not None else ():
            same = seen.setdefault((method, shape(entry.path)), [])
            both = (ordered for other in same if (ordered := _ordered(entry, other)) is not None)
            yield from ((method, entry.path, *ordered) for ordered in both)
            same.append(entry)


def _ordered(one: Served, other: Served) -> tuple[Route, Route] | None:
    """The route that comes first and the one that comes second, or None when the two never exist together."""
    if one.route is None or other.route is None or one.route.function is other.route.function:
        return None
    if other.certainly_before(one):
        return other.route, one.route
    if one.certainly_before(other):
        return one.route, other.route
    if not one.certainly_with(other):
        return None
    first, second = sorted((one.route, other.route), key=lambda route: reading_order(route.at))
    return first, second
