"""A route whose status forbids a body answers with one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Constant, Expr, FString, Mapping, Sequence, is_constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import body_allowed, is_response, status_of
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_BODYLESS = frozenset({204, 205, 304})


def check(route: Route, project: Project) -> Iterator[Finding]:
    if route.is_websocket:
        return
    status = status_of(project, route.option("status_code"))
    if not body_allowed(project, route):
        for statement in route.function.body.returns:
            if _is_body(project, statement.value, route.function):
                yield Finding.of(statement, status=str(status), route=route.name, value=text(statement.value))
        schema = route.option("response_model")
        if schema is not None and not is_constant(schema, None):
            yield Finding.of(route, status=str(status), route=route.name, value=text(schema))
    yield from _responses(route, project)


def _is_body(project: Project, value: Expr | None, function: Function) -> bool:
    match value:
        case Constant(value=constant):
            return constant is not None and constant != ""
        case Mapping() | Sequence() | FString():
            return True
        case _:
            class_ = project.class_(project.types.of(value, function))
            if class_ is None or is_response(project, class_.symbol):
                return False
            return project.hierarchy.is_model(class_) or project.hierarchy.is_orm(class_)


def _responses(route: Route, project: Project) -> Iterator[Finding]:
    """Responses with such a status that are built with a body; `JSONResponse(None)` sends `null`."""
    for site in route.function.body.calls:
        callee = project.follow(site.call.target)
        status = status_of(project, site.call.argument(1, "status_code"))
        if status in _BODYLESS and is_response(project, callee) and "Redirect" not in callee:
            content = site.call.argument(0, "content")
            json = callee.rpartition(".")[2] in ("JSONResponse", "ORJSONResponse", "UJSONResponse")
            if json or (content is not None and _is_body(project, content, route.function)):
                yield Finding.of(site, status=str(status), route=route.name, value=text(site.call))
