"""Two operations of one app have the same operation id."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    reported: set[Route] = set()
    for entries in project.served.values():
        named: dict[str, str] = {}
        for entry in sorted((e for e in entries if e.route is not None), key=lambda e: e.at):
            route, name = entry.route, _operation_id(project, entry)
            if route is None or not name:
                continue
            for method in route.methods:
                operation = f"{method} {entry.path}"
                first = named.setdefault(name, operation)
                if first != operation and route not in reported:
                    reported.add(route)
                    yield Finding.of(route, id=name, operation=operation, first=first)


def _operation_id(project: Project, entry: Served) -> str:
    """The id given to an operation that is always part of the OpenAPI document."""
    hidden = entry.route is None or is_constant(entry.route.option("include_in_schema"), False)
    if hidden or entry.route is None or any(s.conditions or s.turn < 0 for s in entry.steps):
        return ""
    value = project.constant(entry.route.option("operation_id"), entry.route.function)
    return value if isinstance(value, str) else ""
