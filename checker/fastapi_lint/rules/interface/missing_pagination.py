"""A list is always answered whole."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.expression import Expr, Subscript
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_OWNER = frozenset({"id", "slug", "uuid", "name", "key"})
_LISTS = frozenset({"builtins.list", "typing.List", "typing.Sequence", "collections.abc.Sequence"})


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    reads = [route for route in service.routes if _is_judged(project, route)]
    lists = [(route, item) for route in reads if (item := _item(project, response_schema(route)))]
    yield from Finding.unless(lists, "route that answers a list")
    for route, item in lists:
        if not set(params.words) & set(_said(route)):
            yield Finding.of(route, route=route.name, item=item)


def _is_judged(project: Project, route: Route) -> bool:
    if "GET" not in route.methods or not is_documented(project, route) or route.module.role is not Role.APPLICATION:
        return False
    return not any(_OWNER & set(words(name)) for name, _ in route.path_parameters)


def _item(project: Project, schema: Expr | None) -> str:
    """The model of which a list is answered; "" when it is no list of models."""
    type_, _ = project.annotated(schema)
    if not isinstance(type_, Subscript) or project.follow(type_.target) not in _LISTS or len(type_.index) != 1:
        return ""
    class_ = project.class_(project.types.named(type_.index[0]))
    return class_.name if class_ is not None and project.hierarchy.is_model(class_) else ""


def _said(route: Route) -> Iterator[str]:
    """The words of all parameters, those of dependencies included."""
    for param in route.params:
        yield from words(param.name)
        yield from words(getattr(param.type, "id", ""))
    for dependency in route.dependencies:
        yield from words(dependency.target.rpartition(".")[2])
        if dependency.function is not None:
            for inner in dependency.function.params:
                yield from words(inner.name)
        for field in dependency.class_.fields if dependency.class_ is not None else ():
            yield from words(field.name)
