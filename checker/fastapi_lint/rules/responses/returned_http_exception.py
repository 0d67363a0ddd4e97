"""An `HTTPException` is returned instead of raised."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.markers import called_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(project: Project) -> Iterator[Finding]:
    for function in _called_by_framework(project).values():
        for statement in function.body.returns:
            if is_http_exception(project, project.types.of(statement.value, function)):
                fix = Fix("return_to_raise", statement.at, safety=Safety.UNSAFE)
                yield Finding.of(statement, fix=fix, value=text(statement.value), function=function.name)


def _called_by_framework(project: Project) -> dict[str, Function]:
    hooks = (h.function for h in project.hooks if h.kind in ("exception-handler", "middleware"))
    return {f.symbol: f for f in hooks} | called_functions(project)
