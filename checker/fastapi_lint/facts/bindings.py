"""Which parts of a request a route takes by name, itself and through its dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, string, walk
from fastapi_lint.facts.web import Route

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_REQUESTS = frozenset({"fastapi.Request", "fastapi.WebSocket", "starlette.requests.HTTPConnection",
                       "fastapi.requests.HTTPConnection", "fastapi.requests.Request"})  # fmt: skip

_WHOLE_PATH = frozenset({"path_params", "scope", "url"})


def bound_names(project: Project, route: Route) -> frozenset[str]:
    """Names and aliases of all parameters of the handler and of every dependency, fields of parameter models included."""
    found: set[str] = set()
    for param in route.params:
        found |= {param.name, *_param_names(project, param.param), *_field_names(project, param.type, route.function)}
    for dependency in route.dependencies:
        if dependency.function is not None:
            for own in dependency.function.params:
                type_, _ = project.annotated(own.annotation)
                found |= {*_param_names(project, own), *_field_names(project, type_, dependency.function)}
        if dependency.class_ is not None:
            for ancestor in project.hierarchy.project_ancestors(dependency.class_):
                for field in ancestor.fields:
                    param_of_field = Param(field.name, field.annotation, field.value, field.at)
                    found |= set(_param_names(project, param_of_field))
    return frozenset(found)


def _param_names(project: Project, param: Param) -> Iterator[str]:
    yield param.name
    _, metadata = project.annotated(param.annotation)
    for marker in (param.default, *metadata):
        if isinstance(marker, Call):
            for keyword in ("alias", "validation_alias"):
                if (name := string(marker.keyword(keyword))) is not None:
                    yield name


def _field_names(project: Project, type_: Expr | None, function: Function) -> Iterator[str]:
    """The fields of a model or dataclass that is read from the path or the query."""
    class_ = project.class_(project.types.named(type_)) if type_ is not None else None
    for ancestor in project.hierarchy.project_ancestors(class_) if class_ is not None else ():
        for field in ancestor.fields:
            yield from _param_names(project, Param(field.name, field.annotation, field.value, field.at))


def reads_request(project: Project, route: Route) -> bool:
    """Whether the handler or a dependency may read any parameter from the request object itself."""
    functions = [route.function, *(d.function for d in route.dependencies if d.function is not None)]
    return any(_reads_request(project, f) for f in functions)


def _reads_request(project: Project, function: Function) -> bool:
    names = {p.name for p in function.params if project.types.of(Name(p.name), function) in _REQUESTS}
    if names.isdisjoint(function.body.reads):
        return False
    for expr in function.body.expressions():
        for part in walk(expr):
            if isinstance(part, Attribute) and part.attr in _WHOLE_PATH:
                return True
            if isinstance(part, Call) and any(isinstance(a.value, Name) and a.value.id in names for a in part.args):
                return True
    return False
