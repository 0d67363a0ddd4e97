"""FastAPI's parameter markers: `Depends`, `Query`, `Body` and the like, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, target_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_MARKERS = {
    "Depends": "depends", "Security": "depends", "Path": "path", "Query": "query", "Header": "header",
    "Cookie": "cookie", "Body": "body", "Form": "form", "File": "file",
}  # fmt: skip


def marker_of(project: Project, expr: Expr | None) -> str:
    """The source that a FastAPI parameter marker, called or not, stands for: "depends", "query", …; "" for others."""
    target = expr.target if isinstance(expr, Call) else target_of(expr)
    target = project.follow(target) if target else ""
    base, _, name = target.rpartition(".")
    return _MARKERS.get(name, "") if base.split(".")[0] in ("fastapi", "fastapi_") else ""


def markers_of(project: Project, param: Param) -> Iterator[Expr]:
    """The markers of a parameter, called or not: those inside `Annotated` first, then its default."""
    _, metadata = project.annotated(param.annotation)
    for expr in (*metadata, param.default):
        if expr is not None and marker_of(project, expr):
            yield expr


def depends_on(project: Project, function: Function) -> Iterator[tuple[Param, Function]]:
    """The parameters that ask for a project function, each with that function."""
    for param in function.params:
        for marker in markers_of(project, param):
            wanted = marker.argument(0, "dependency") if isinstance(marker, Call) else None
            if isinstance(wanted, Name | Attribute) and wanted.target and marker_of(project, marker) == "depends":
                found = project.function(project.follow(wanted.target))
                if found is not None:
                    yield param, found


def called_functions(project: Project) -> dict[str, Function]:
    """Symbol -> every project function that FastAPI calls with parameters that it reads: handlers and dependencies."""
    return {r.function.symbol: r.function for r in project.routes} | dependency_functions(project)


def dependency_functions(project: Project) -> dict[str, Function]:
    """Symbol -> every project function that FastAPI calls as a dependency of some route."""
    return project.remember(_dependency_functions, project)


def _dependency_functions(project: Project, _: Project) -> dict[str, Function]:
    found = (d.function for route in project.routes for d in route.dependencies)
    return {f.symbol: f for f in found if f is not None}
