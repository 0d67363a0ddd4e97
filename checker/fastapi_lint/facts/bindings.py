"""Which parts of a request a route takes by name, itself and through its dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Attribute, Call, Expr, Subscript, string, walk
from fastapi_lint.facts.web import Route

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_REQUEST_NAMES = frozenset({"request", "req", "_request", "websocket", "ws", "conn", "connection"})
_REQUEST_TYPES = ("Request", "WebSocket", "HTTPConnection")


def bound_names(project: Project, route: Route) -> frozenset[str]:
    """Names and aliases of all parameters of the handler and of its dependencies, fields of parameter models too."""
    found: set[str] = set()
    for param in route.params:
        found |= {param.name, *_param_names(project, param.param), *fields_read(project, param.type)}
    for dependency in route.dependencies:
        if dependency.function is not None:
            for own in dependency.function.params:
                type_, _ = project.annotated(own.annotation)
                found |= {*_param_names(project, own), *fields_read(project, type_)}
        if dependency.class_ is not None:
            for ancestor in project.hierarchy.project_ancestors(dependency.class_):
                for field in ancestor.fields:
                    found |= set(_param_names(project, Param(field.name, field.annotation, field.value, field.at)))
    return frozenset(found)


def _param_names(project: Project, param: Param) -> Iterator[str]:
    yield param.name
    _, metadata = project.annotated(param.annotation)
    for marker in (param.default, *metadata):
        if isinstance(marker, Call):
            for keyword in ("alias", "validation_alias"):
                if (name := string(marker.keyword(keyword))) is not None:
                    yield name


def fields_read(project: Project, type_: Expr | None) -> Iterator[str]:
    """The names of the fields of a model or dataclass that a parameter reads from the request."""
    class_ = project.class_(project.types.named(type_)) if type_ is not None else None
    for ancestor in project.hierarchy.project_ancestors(class_) if class_ is not None else ():
        for field in ancestor.fields:
            yield from _param_names(project, Param(field.name, field.annotation, field.value, field.at))


def names_read_from_requests(project: Project) -> frozenset[str] | None:
    """The keys that any code reads from a request's `path_params`; None when some read names no key."""
    found: set[str] = set()
    for function in project.functions.values():
        if any(_is_request(p) for p in function.params):
            for read in _reads(function):
                if not read:
                    return None
                found.add(read)
    return frozenset(found)


def _is_request(param: Param) -> bool:
    return param.name in _REQUEST_NAMES or getattr(param.annotation, "target", "").endswith(_REQUEST_TYPES)


def _reads(function: Function) -> Iterator[str]:
    """The key of every read of `path_params`, "" for a read without a literal one."""
    for expr in function.body.expressions():
        keyed: set[int] = set()
        for part in walk(expr):
            match part:
                case Subscript(value=Attribute(attr="path_params") as params, index=(key,)):
                    keyed.add(id(params))
                    yield string(key) or ""
                case Call(func=Attribute(value=Attribute(attr="path_params") as params, attr="get")):
                    keyed.add(id(params))
                    yield string(part.argument(0)) or ""
                case Attribute(attr="path_params") if id(part) not in keyed:
                    yield ""
                case Subscript(index=(key,)) if string(key) == "path_params":
                    yield ""
                case _:
                    pass
