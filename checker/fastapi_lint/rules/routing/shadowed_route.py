"""An earlier route with a parameter catches every request for a later route."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.path_template import covers, is_greedy, shape
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    reported: set[Route] = set()
    for entries in project.served.values():
        catching: dict[int, list[Served]] = {}
        for entry in entries:
            if entry.route is not None and "{" in entry.path and not is_greedy(entry.path):
                catching.setdefault(entry.path.count("/"), []).append(entry)
        for later in entries:
            if later.route is None or later.route in reported:
                continue
            earlier = next((e for e in catching.get(later.path.count("/"), ()) if _hides(e, later)), None)
            if earlier is not None and earlier.route is not None:
                reported.add(later.route)
                yield Finding.of(
                    later.route, route=later.name, earlier=earlier.name, handler=earlier.route.function.name
                )


def _hides(earlier: Served, later: Served) -> bool:
    one, other = earlier.route, later.route
    if one is None or other is None or one.function is other.function or one.is_websocket != other.is_websocket:
        return False
    if not one.is_websocket and not set(one.methods).intersection(other.methods):
        return False
    if not covers(earlier.path, later.path) or shape(earlier.path) == shape(later.path):
        return False
    return earlier.certainly_before(later)
