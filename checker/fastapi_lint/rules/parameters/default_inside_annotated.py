"""A default value stands inside a marker in `Annotated`, where FastAPI refuses it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, Constant, text
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project) -> Iterator[Finding]:
    for param in function.params:
        _, metadata = project.annotated(param.annotation)
        for marker in metadata:
            if isinstance(marker, Call) and marker_of(project, marker) not in ("", "depends"):
                default = marker.argument(0, "default")
                if default is not None and default != Constant(...):
                    yield Finding.of(marker, name=param.name, marker=text(marker.func), default=text(default))
