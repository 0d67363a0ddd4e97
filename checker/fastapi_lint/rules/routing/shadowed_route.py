"""An earlier route with a parameter catches every request for a later route."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fastapi_lint.facts.path_template import covers, is_greedy, landmarks, shape
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    reported: set[Route] = set()
    for entries in project.served.values():
        catching: dict[tuple[int, int, str], list[tuple[int, Served]]] = defaultdict(list)
        for turn, entry in enumerate(entries):
            if entry.route is not None and "{" in entry.path and not is_greedy(entry.path):
                catching[landmarks(entry.path)[-1]].append((turn, entry))
        for later in entries:
            if later.route is None or later.route in reported:
                continue
            like = sorted(found for mark in landmarks(later.path) for found in catching.get(mark, ()))
            earlier = next((e for _, e in like if _hides(e, later)), None)
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
