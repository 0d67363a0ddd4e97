"""A response model holds a password, a password hash or a private key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.expression import Call, Expr, Sequence, is_constant, string, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import described_classes, response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    pattern = re.compile(params.secrets)
    reported: set[str] = set()
    for route in project.routes:
        for class_ in _models(project, route):
            if class_.symbol in reported:
                continue
            reported.add(class_.symbol)
            for field in _fields(project, class_):
                if pattern.fullmatch(field.name) and _is_sent(project, field) and field.name not in _left_out(route):
                    yield Finding.of(field, field=field.name, model=class_.name, route=route.name)


def _models(project: Project, route: Route) -> Iterator[Class]:
    if route.option("response_model_include") is None and not route.is_websocket:
        for class_ in described_classes(project, response_schema(route)):
            if project.hierarchy.is_model(class_) and not project.hierarchy.is_orm(class_):
                yield class_


def _fields(project: Project, class_: Class) -> Iterator[Field]:
    seen: set[str] = set()
    for ancestor in project.hierarchy.project_ancestors(class_):
        for field in ancestor.fields:
            if field.name not in seen and field.annotation is not None:
                seen.add(field.name)
                yield field


def _is_sent(project: Project, field: Field) -> bool:
    """Whether the value leaves the server as it is: `SecretStr` shows asterisks, flags hold no secret."""
    _, metadata = project.annotated(field.annotation)
    excluded = any(
        isinstance(e, Call) and is_constant(e.keyword("exclude"), value=True) for e in (field.value, *metadata)
    )
    type_ = project.types.named(field.annotation).rpartition(".")[2]
    return not excluded and type_ in ("str", "bytes")


def _left_out(route: Route) -> set[str]:
    excluded: Expr | None = route.option("response_model_exclude")
    parts = walk(excluded) if isinstance(excluded, Sequence) else ()
    return {name for part in parts if (name := string(part)) is not None}
