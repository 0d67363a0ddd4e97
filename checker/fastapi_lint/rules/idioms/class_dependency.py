"""A dependency is a class that FastAPI constructs by itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project) -> Iterator[Finding]:
    for dependency in route.dependencies:
        class_ = dependency.class_ or project.class_(dependency.target)
        constructs = dependency.function is None or dependency.function.name == "__init__"
        if class_ is not None and constructs and not dependency.security and not dependency.via:
            yield Finding.of(dependency, name=class_.name)
