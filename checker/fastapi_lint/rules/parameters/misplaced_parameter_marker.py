"""A marker such as `Depends` stands where FastAPI does not read it, or is not called."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Param
from fastapi_lint.facts.expression import Call, Expr, text
from fastapi_lint.facts.markers import called_functions, marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    for function in called_functions(project).values():
        for param in (p for p in function.params if p.kind not in ("*", "**")):
            for marker, problem in _misplaced(param, project):
                yield Finding.of(param, name=param.name, marker=text(marker), problem=problem)


def _misplaced(param: Param, project: Project) -> Iterator[tuple[Expr, str]]:
    type_, metadata = project.annotated(param.annotation)
    is_marked = any(isinstance(m, Call) and marker_of(project, m) for m in (*metadata, param.default))
    if type_ is not None and not is_marked and _is_plain_marker(project, type_):
        yield type_, "stands in the place of the type"
    for expr in (*metadata, param.default):
        if expr is not None and not isinstance(expr, Call) and _is_plain_marker(project, expr):
            yield expr, "is not called"


def _is_plain_marker(project: Project, expr: Expr) -> bool:
    return marker_of(project, expr) != "" and (
        isinstance(expr, Call) or project.value(getattr(expr, "target", "")) is None
    )
