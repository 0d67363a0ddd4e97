"""A route returns data, and nothing says what it looks like."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import (
    Await,
    Call,
    Comprehension,
    Conditional,
    Constant,
    Expr,
    FString,
    Mapping,
    Sequence,
    target_of,
    text,
)
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.interface.registered import apps
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import body_allowed, is_response, response_schema, statuses_in
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_UNTOLD = frozenset({"typing.Any", "builtins.object"})
"""What an annotation says of a value that may be a response as well."""


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if response_schema(route) is not None or route.call.has_star or not is_documented(project, route):
        return
    if not _answers_json(project, route, params) or not body_allowed(project, route):
        return
    values = [s.value for s in route.function.body.returns if s.value is not None]
    if (
        values
        and not _describes_success(project, route)
        and all(_is_data(project, value, route.function) for value in values)
    ):
        yield Finding.of(route, route=route.name, value=text(values[-1]))


def _answers_json(project: Project, route: Route, params: Params) -> bool:
    options = [route.option("response_class")]
    options += [r.option("default_response_class") for r in (route.router, *apps(project)) if r is not None]
    return all(o is None or project.follow(target_of(o)).rpartition(".")[2] in params.json_classes for o in options)


def _describes_success(project: Project, route: Route) -> bool:
    """Whether `responses=` may describe the answer by hand."""
    responses = route.option("responses")
    described = statuses_in(project, responses) if responses is not None else set()
    return described is None or any(status < 300 for status in described)


def _is_data(project: Project, value: Expr, function: Function) -> bool:
    """Whether the value is certainly serialised, so neither None nor a response."""
    match value:
        case Mapping() | Sequence() | Comprehension() | FString():
            return True
        case Constant(value=constant):
            return constant is not None
        case Conditional(body=body, orelse=orelse):
            return _is_data(project, body, function) and _is_data(project, orelse, function)
        case _:
            return _has_data_type(project, value, function)


def _has_data_type(project: Project, value: Expr, function: Function) -> bool:
    type_ = project.types.of(value, function)
    if type_ in _UNTOLD:
        return False
    if type_:
        return not type_.endswith("NoneType") and not is_response(project, type_) and "Response" not in type_
    call = value.value if isinstance(value, Await) else value
    return isinstance(call, Call) and call.method in ("dict", "model_dump", "all", "first", "to_dict", "dump", "sorted")
