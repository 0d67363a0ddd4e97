"""A catch-all is registered before the specific routes that it swallows."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.path_template import covers, is_greedy, shape
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(project: Project) -> Iterator[Finding]:
    reported: set[Anchor] = set()
    for entries in project.served.values():
        for greedy in entries:
            if greedy.at in reported or not (greedy.mount is not None or is_greedy(greedy.path)):
                continue
            lost = [e for e in entries if _swallows(greedy, e)]
            if lost:
                reported.add(greedy.at)
                more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
                yield Finding.of(greedy, greedy=greedy.name, lost=lost[0].name, more=more)


def _swallows(greedy: Served, later: Served) -> bool:
    template = greedy.path if greedy.route is not None else f"{greedy.path}/{{rest:path}}"
    if later.route is None or not covers(template, later.path) or shape(template) == shape(later.path):
        return False
    if greedy.route is not None:
        if greedy.route.function is later.route.function or greedy.route.is_websocket != later.route.is_websocket:
            return False
        if not later.route.is_websocket and not set(greedy.route.methods).intersection(later.route.methods):
            return False
    return greedy.certainly_before(later)
