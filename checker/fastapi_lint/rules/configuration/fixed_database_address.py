"""The address of the database does not follow the environment."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Constant, Expr, FString, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding

_FIELDS = ("database_url", "db_url", "database_dsn", "db_dsn", "postgres_url", "postgres_dsn")
_ADAPTING = ("model_validator", "field_validator", "computed_field", "property", "cached_property", "validator")


def check(model: Model, project: Project, params: Params) -> Iterator[Finding]:
    field = next((f for f in model.fields if f.name.lower().endswith(_FIELDS)), None)
    if model.kind != "settings" or not params.addresses:
        return
    method = _method(model, project, params.method)
    if method is None:
        if field is not None:
            hint = f"; write the validator `{params.method}`" if params.method else ""
            problem = f"nothing adapts `{field.name}` to the environment{hint}"
            yield Finding.of(field, part="validator", problem=problem)
        return
    texts = set(_texts(model.module))
    for environment, address in params.addresses.items():
        host, _, port = address.rpartition(":")
        if not any(address in text for text in texts) and not {host, port} <= texts:
            problem = f"`{method.name}` knows no address `{address}` for `{environment}`"
            yield Finding.of(method, part=environment, problem=problem)


def _method(model: Model, project: Project, name: str) -> Function | None:
    """The method that adapts the address: the one of this name, or any with a telling decorator and name."""
    for member in model.class_.methods:
        function = project.functions.get(f"{model.class_.symbol}.{member}")
        if function is None or not any(d.target.endswith(_ADAPTING) for d in function.decorators):
            continue
        if member == name or (not name and ("url" in member or "dsn" in member or "uri" in member)):
            return function
    return None


def _texts(module: Module) -> Iterator[str]:
    """Every literal of a module as text."""
    for expr in _expressions(module):
        for part in walk(expr):
            if isinstance(part, Constant) and isinstance(part.value, str | int):
                yield str(part.value)
            elif isinstance(part, FString):
                yield part.text


def _expressions(module: Module) -> Iterator[Expr]:
    for body in module.scopes():
        yield from body.expressions()
    yield from (f.value for c in module.classes for f in c.fields if f.value is not None)
