"""Constraints and indexes that a table declares beside its columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Sequence, string
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Model


class TableConstraint(Record, eq=True):
    """`kind` is the class's name: `UniqueConstraint`, `Index`, `ForeignKeyConstraint`; `columns` in order."""

    kind: str
    columns: tuple[str, ...]
    unique: bool


def constraints_of(project: Project, table: Model) -> tuple[TableConstraint, ...] | None:
    """What `__table_args__` holds; None when it cannot be read."""
    field = project.hierarchy.field(table.class_, "__table_args__")
    if field is None:
        declared = project.hierarchy.method(table.class_, "__table_args__")
        return () if declared is None else None
    if isinstance(field.value, Mapping):
        return ()
    if not isinstance(field.value, Sequence):
        return None
    return tuple(_read(field.value))


def _read(args: Sequence) -> Iterator[TableConstraint]:
    for item in args.items:
        if isinstance(item, Call):
            names = [a.value for a in item.args if not a.keyword and not a.star]
            if item.method == "Index":
                names = names[1:]
            unique = item.method == "UniqueConstraint" or item.keyword("unique") is not None
            yield TableConstraint(item.method, tuple(_column(n) for n in _flat(names)), unique)


def _flat(names: list[Expr]) -> list[Expr]:
    return [part for n in names for part in (n.items if isinstance(n, Sequence) else (n,))]


def _column(expr: Expr) -> str:
    """The column's name in `Index("ix", "name")` or `Index("ix", name)`; "" for anything computed."""
    return string(expr) or getattr(expr, "id", "") or (expr.attr if isinstance(expr, Attribute) else "")
