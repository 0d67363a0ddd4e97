"""An `HTTPException` is returned instead of raised."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Conditional, Expr, text
from fastapi_lint.facts.markers import called_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(project: Project) -> Iterator[Finding]:
    for function in _called_by_framework(project).values():
        for statement in function.body.returns:
            for value in _alternatives(statement.value):
                if is_http_exception(project, project.types.of(value, function)):
                    whole = value is statement.value
                    fix = Fix("return_to_raise", statement.at, safety=Safety.UNSAFE) if whole else None
                    yield Finding.of(statement, fix=fix, value=text(value), function=function.name)


def _alternatives(value: Expr | None) -> Iterator[Expr]:
    """What may be returned: each branch of conditional expressions."""
    if isinstance(value, Conditional):
        yield from _alternatives(value.body)
        yield from _alternatives(value.orelse)
    elif value is not None:
        yield value


def _called_by_framework(project: Project) -> dict[str, Function]:
    hooks = (h.function for h in project.hooks if h.kind in ("exception-handler", "middleware"))
    return {f.symbol: f for f in hooks} | called_functions(project)
