"""An HTTP error tells the client nothing but its status."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, is_constant, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import HTTP_EXCEPTIONS, error_status
from fastapi_lint.model.finding import Finding

_ERRORS = range(400, 500)
_TERSE = 401
"""Who fails to sign in learns nothing more, and a 5xx keeps its reason to itself."""


def check(function: Function, project: Project) -> Iterator[Finding]:
    for statement in function.body.raises:
        call = statement.value
        given = call.target if isinstance(call, Call) else target_of(call)
        if not given or project.follow(given) not in HTTP_EXCEPTIONS or (isinstance(call, Call) and call.has_star):
            continue
        status = error_status(project, call)
        detail = call.argument(1, "detail") if isinstance(call, Call) else None
        challenged = isinstance(call, Call) and call.keyword("headers") is not None
        empty = detail is None or is_constant(detail, "") or is_constant(detail, None)
        if status in _ERRORS and status != _TERSE and empty and not challenged:
            yield Finding.of(statement, status=str(status))
