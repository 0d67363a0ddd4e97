"""A path names the same parameter twice."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.web import Route, path_parameters
from fastapi_lint.model.finding import Finding


def check(route: Route) -> Iterator[Finding]:
    for path in route.paths or ((route.path,) if route.path is not None else ()):
        names = [name for name, _ in path_parameters(path)]
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice is not None:
            yield Finding.of(route, name=twice, path=path)
            return
