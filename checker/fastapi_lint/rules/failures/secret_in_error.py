"""The text of an error holds a secret or a connection string."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, FString, Mapping, Operation, root_name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.model.finding import Finding

_ADDRESSES = ("database_url", "database_uri", "db_url", "redis_url", "dsn", "broker_url", "sqlalchemy_database_uri")
_SETTINGS = frozenset({"settings", "config", "cfg", "conf", "app_settings"})


def check(function: Function, project: Project) -> Iterator[Finding]:
    for statement in function.body.raises:
        if not isinstance(statement.value, Call):
            continue
        for argument in statement.value.args:
            secret = next((s for s in _shown(argument.value) if _is_secret(project, s, function)), None)
            if secret is not None:
                yield Finding.of(statement, error=text(statement.value.func), secret=text(secret))


def _shown(expr: Expr) -> Iterator[Expr]:
    """What ends up in the text as it is."""
    match expr:
        case FString(values=values):
            for value in values:
                yield from _shown(value)
        case Operation(op="+" | "%", operands=operands):
            for operand in operands:
                yield from _shown(operand)
        case Mapping(items=items):
            for _, value in items:
                yield from _shown(value)
        case Call(args=args) if expr.method in ("format", "str", "repr", "get_secret_value"):
            yield expr.func.value if expr.method == "get_secret_value" and isinstance(expr.func, Attribute) else expr
            for argument in args:
                yield from _shown(argument.value)
        case _:
            yield expr


def _is_secret(project: Project, expr: Expr, function: Function) -> bool:
    if not isinstance(expr, Attribute) or not (names_secret(expr.attr) or expr.attr.lower().endswith(_ADDRESSES)):
        return False
    owner = project.class_(project.types.of(expr.value, function))
    return (owner is not None and project.hierarchy.is_settings(owner)) or root_name(expr).lower() in _SETTINGS
