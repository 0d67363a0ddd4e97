"""A database object reaches the client with all its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Await, Call, Expr, is_constant
from fastapi_lint.facts.interface.described import described_classes
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import body_allowed, is_response, response_schema
from fastapi_lint.facts.stored.expired import is_expired
from fastapi_lint.facts.stored.queried import orm_class
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if route.is_websocket or route.option("response_model_exclude") or route.option("response_model_include"):
        return
    if not body_allowed(project, route):
        return
    schema = response_schema(route)
    if schema is not None and not is_constant(schema, None) and route.option("response_class") is None:
        for class_ in described_classes(project, schema):
            secret = _secret(project, class_, params) if project.hierarchy.is_orm(class_) else ""
            if secret:
                yield Finding.of(route, route=route.name, type=class_.name, problem=f"with `{secret}`")
                return
    elif route.option("response_class") is None:
        for statement in route.function.body.returns:
            returned = orm_class(project, statement.value, route.function)
            if returned is None or is_expired(project, statement, route.function):
                continue
            if not _answers_itself(project, statement.value, route.function):
                problem = "with every column, as no response model filters it"
                yield Finding.of(statement, route=route.name, type=returned.name, problem=problem)


def _answers_itself(project: Project, value: Expr | None, function: Function) -> bool:
    """Whether the function that is called makes a response of the object, whatever its annotation says."""
    value = value.value if isinstance(value, Await) else value
    called = project.function(project.types.callee(value, function)) if isinstance(value, Call) else None
    given = called.body.returns if called is not None else ()
    return any(is_response(project, project.types.of(s.value, called)) for s in given)


def _secret(project: Project, class_: Class, params: Params) -> str:
    """A field of a table class that no client should see."""
    pattern = re.compile(params.secrets)
    for ancestor in project.hierarchy.project_ancestors(class_):
        for field in ancestor.fields:
            if field.annotation is not None and pattern.fullmatch(field.name):
                return field.name
    return ""
