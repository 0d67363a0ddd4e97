"""Two operations of one app have the same operation id."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.served import Served
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import reading_order


def check(project: Project) -> Iterator[Finding]:
    reported: set[Route] = set()
    for entries in project.served.values():
        named: dict[str, list[tuple[str, Served]]] = {}
        for entry in sorted(entries, key=lambda e: reading_order(e.at)):
            name = _operation_id(project, entry)
            for method in entry.route.methods if entry.route is not None and name else ():
                operation = f"{method} {entry.path}"
                others = named.setdefault(name, [])
                first = next((o for o, e in others if o != operation and e.certainly_with(entry)), None)
                if first is not None and entry.route is not None and entry.route not in reported:
                    reported.add(entry.route)
                    yield Finding.of(entry.route, id=name, operation=operation, first=first)
                others.append((operation, entry))


def _operation_id(project: Project, entry: Served) -> str:
    """The id that the code gives to the operation, "" when it gives none or hides the operation."""
    if entry.route is not None and project.constant(entry.route.option("include_in_schema")) is not False:
        value = project.constant(entry.route.option("operation_id"), entry.route.function)
        return value if isinstance(value, str) else ""
    return ""
