"""An amount of money is a float."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, Expr, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.money import money_fields
from fastapi_lint.model.finding import Finding

_FLOATS = frozenset({"Float", "REAL", "Double", "DOUBLE", "DOUBLE_PRECISION", "confloat"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(money_fields(project, params.names))
    yield from Finding.unless(met, "amount of money")
    for model, field in met:
        if project.types.named(field.annotation) == "builtins.float" or _is_float_column(field.value):
            yield Finding.of(field, name=field.name, owner=model.name)


def _is_float_column(value: Expr | None) -> bool:
    if not isinstance(value, Call) or value.method not in ("mapped_column", "Column"):
        return False
    return any(_last(part) in _FLOATS for part in walk(value))


def _last(part: Expr) -> str:
    return getattr(part, "attr", "") or getattr(part, "id", "")
