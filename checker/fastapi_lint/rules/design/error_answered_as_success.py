"""A route answers with an error in the body and the status of success."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, Expr, Mapping, string
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import status_of
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_ERRORS = 400


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    declared = route.option("status_code")
    status = status_of(project, declared) if declared is not None else 200
    targets = [t for a in route.function.body.assigns for t in a.targets]
    if (
        status is None
        or status >= _ERRORS
        or any(isinstance(t, Attribute) and t.attr == "status_code" for t in targets)
    ):
        return
    for statement in route.function.body.returns:
        key = _error(statement.value, params.keys)
        if key and len(route.function.body.returns) > 1:
            yield Finding.of(statement, route=route.name, key=key, status=str(status))


def _error(value: Expr | None, keys: tuple[str, ...]) -> str:
    """The key of a returned dict that holds nothing but an error."""
    if not isinstance(value, Mapping):
        return ""
    names = [string(key) for key, _ in value.items]
    found = [n for n in names if n in keys]
    others = [n for n in names if n not in (*keys, "detail", "message", "success", "status", "code")]
    return found[0] or "" if found and not others else ""
