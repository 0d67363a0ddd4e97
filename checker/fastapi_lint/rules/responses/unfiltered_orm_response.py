"""A database object reaches the client with all its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import described_classes, response_schema
from fastapi_lint.facts.stored.expired import is_expired
from fastapi_lint.facts.stored.queried import orm_class
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if route.is_websocket or route.option("response_model_exclude") or route.option("response_model_include"):
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
            if returned is not None and not is_expired(project, statement, route.function):
                problem = "with every column, as no response model filters it"
                yield Finding.of(statement, route=route.name, type=returned.name, problem=problem)


def _secret(project: Project, class_: Class, params: Params) -> str:
    """A field of a table class that no client should see."""
    pattern = re.compile(params.secrets)
    for ancestor in project.hierarchy.project_ancestors(class_):
        for field in ancestor.fields:
            if field.annotation is not None and pattern.fullmatch(field.name):
                return field.name
    return ""
