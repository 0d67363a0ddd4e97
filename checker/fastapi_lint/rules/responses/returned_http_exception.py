"""An `HTTPException` is returned instead of raised."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(project: Project) -> Iterator[Finding]:
    for function in _called_by_fastapi(project).values():
        for statement in function.body.returns:
            if is_http_exception(project, project.types.of(statement.value, function)):
                fix = Fix("return_to_raise", statement.at, safety=Safety.UNSAFE)
                yield Finding.of(statement, fix=fix, value=text(statement.value), function=function.name)


def _called_by_fastapi(project: Project) -> dict[str, Function]:
    routes = {r.function.symbol: r.function for r in project.routes if not r.is_websocket}
    handlers = {h.function.symbol: h.function for h in project.hooks if h.kind in ("exception-handler", "middleware")}
    return routes | handlers | dependency_functions(project)
