"""A route's declared response says nothing about its fields."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Constant, Expr, Operation, Subscript, target_of, text
from fastapi_lint.facts.files.framework_versions import fastapi_before
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import is_response, response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_ANYTHING = frozenset({"typing.Any", "builtins.object"})
_MAPS = frozenset(
    {"builtins.dict", "typing.Dict", "typing.Mapping", "collections.abc.Mapping", "typing.MutableMapping"}
)
_LISTS = frozenset({"builtins.list", "typing.List", "builtins.tuple", "typing.Tuple", "builtins.set", "typing.Sequence",
                    "collections.abc.Sequence", "typing.Iterable", "collections.abc.Iterable"})  # fmt: skip


def check(route: Route, project: Project) -> Iterator[Finding]:
    schema = response_schema(route)
    if schema is None or route.option("response_class") is not None or not is_documented(project, route):
        return
    if route.option("response_model") is None and fastapi_before(project, route.module, 89):
        return
    types = (project.types.of(s.value, route.function) for s in route.function.body.returns)
    if _says_nothing(project, schema) and not any(is_response(project, t) for t in types):
        yield Finding.of(route, route=route.name, schema=text(schema))


def _says_nothing(project: Project, schema: Expr) -> bool:
    type_, _ = project.annotated(schema)
    match type_:
        case Subscript(index=index):
            name = type_.target.rpartition(".")[2]
            if type_.target in _MAPS:
                return _says_nothing(project, index[-1])
            if type_.target in _LISTS or name in ("Optional", "Union"):
                return any(_says_nothing(project, i) for i in index)
            return False
        case Operation(op="|", operands=operands):
            return any(_says_nothing(project, o) for o in operands)
        case None | Constant():
            return False
        case _:
            return project.follow(target_of(type_)) in _ANYTHING | _MAPS | _LISTS
