"""One function answers several HTTP methods."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_SILENT = frozenset({"HEAD", "OPTIONS"})


def check(project: Project) -> Iterator[Finding]:
    by_function: dict[str, list[Route]] = {}
    for route in project.routes:
        if not any(converter == "path" for _, converter in route.path_parameters) and route.class_ is None:
            by_function.setdefault(route.function.symbol, []).append(route)
    for routes in by_function.values():
        methods = {method for route in routes for method in route.methods} - _SILENT
        if len(methods) > 1:
            function = routes[0].function
            yield Finding.of(function, function=function.name, methods=", ".join(sorted(methods)))
