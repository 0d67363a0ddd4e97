"""The address of the database does not follow the environment."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Function, Module
from fastapi_lint.facts.configuration.setting_specs import allowed_values
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Constant,
    Expr,
    FString,
    Mapping,
    Name,
    Subscript,
    root_name,
    string,
    text,
    walk,
)
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
    if field is not None and method.name != params.method and _reads_settings(method):
        for environment in params.addresses:  # the address follows the environment without being written down
            yield Finding.nothing("address of the database in the settings", environment)
        return
    yield from _unknown_environments(model, project, params)
    everything = list(_expressions(model.module))
    for environment, address in params.addresses.items():
        texts = set(_texts(list(_of_environment(environment, everything, method)) or everything, project))
        host, _, port = address.rpartition(":")
        if not any(address in text for text in texts) and not {host, port} <= texts:
            problem = f"`{method.name}` knows no address `{address}` for `{environment}`"
            yield Finding.of(method, part=environment, problem=problem)


def _unknown_environments(model: Model, project: Project, params: Params) -> Iterator[Finding]:
    """Environments that the settings accept and nobody has agreed on an address for."""
    for field in model.fields:
        values = allowed_values(project, field) if field.name.lower().endswith(("environment", "env")) else None
        for value in sorted(values or ()):
            if value not in params.addresses:
                problem = f"`{field.name}` accepts `{value}`, for which no address of the database is agreed"
                yield Finding.of(field, part="values", problem=problem)


def _method(model: Model, project: Project, name: str) -> Function | None:
    """The method that adapts the address: the one of this name, or one that makes it of other settings."""
    others: list[Function] = []
    for member in model.class_.methods:
        function = project.functions.get(f"{model.class_.symbol}.{member}")
        if function is None or not any(d.target.endswith(_ADAPTING) for d in function.decorators):
            continue
        if member == name:
            return function
        fields = {string(a.value) or "" for d in function.decorators if d.call is not None for a in d.call.args}
        if any(f.lower().endswith(_FIELDS) for f in fields) or any(w in member for w in ("url", "dsn", "uri")):
            others.append(function)
    return others[0] if others and (not name or _reads_settings(others[0])) else None


def _reads_settings(method: Function) -> bool:
    """Whether the method puts the address together from other settings: `self.DB_HOST`, `info.data["DB_HOST"]`."""
    given = {"self", "values"} | {p.name for p in method.params[2:]}
    parts = list(method.body.parts())
    read = [p for p in parts if isinstance(p, Attribute | Subscript) and root_name(p) in given]
    return any("host" in text(p).lower() or "server" in text(p).lower() for p in read) or any(
        isinstance(p, Call) and p.method == "get" and root_name(p) in given for p in parts
    )


def _of_environment(environment: str, everything: list[Expr], method: Function) -> Iterator[Expr]:
    """What a table has for one environment, and what the method does in an `if` that asks for it."""
    for table in (part for expr in everything for part in walk(expr) if isinstance(part, Mapping)):
        yield from (value for key, value in table.items if key is not None and _names(key, environment))
    for assign in method.body.assigns:
        asked = any(f.kind is FrameKind.IF and f.subject and _names(f.subject, environment) for f in assign.frames)
        if asked and assign.value is not None:
            yield assign.value


def _names(expr: Expr, environment: str) -> bool:
    """Whether an expression holds the environment, as text or as a member of an enumeration."""
    for part in walk(expr):
        name = part.attr if isinstance(part, Attribute) else part.value if isinstance(part, Constant) else ""
        if isinstance(name, str) and name.lower() == environment:
            return True
    return False


def _texts(expressions: list[Expr], project: Project) -> Iterator[str]:
    """Every literal in some expressions as text, also those behind a name or put together in an f-string."""
    for expr in expressions:
        for part in walk(expr):
            if isinstance(part, FString):
                yield part.text
            if isinstance(part, Constant | FString | Name | Attribute):
                value = project.constant(part)
                if isinstance(value, str | int):
                    yield str(value)


def _expressions(module: Module) -> Iterator[Expr]:
    for body in module.scopes():
        yield from body.expressions()
    yield from (f.value for c in module.classes for f in c.fields if f.value is not None)
