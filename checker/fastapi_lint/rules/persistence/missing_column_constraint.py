"""A column lacks the key, index or unique constraint that its role asks for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.naming import is_plural, words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import Column, columns_of
from fastapi_lint.facts.stored.table_args import TableConstraint, constraints_of
from fastapi_lint.facts.stored.tables import table_name, tables
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not tables(project):
        yield Finding.nothing("table")
        return
    seen = set()
    known = {_singular(table_name(project, t)) for t in tables(project)}
    met = tuple(tables(project))
    yield from Finding.unless(met, "table")
    for table in met:
        args = constraints_of(project, table)
        columns = columns_of(project, table)
        for column in columns:
            problem = None if args is None else _problem(column, columns, args, known, params)
            if (
                problem is not None
                and problem[0] in params.checks
                and column.at not in seen
                and _is_own(project, column)
            ):
                seen.add(column.at)
                yield Finding.of(column, part=problem[0], column=column.name, table=_name(table), problem=problem[1])


def _is_own(project: Project, column: Column) -> bool:
    return project.home(column.owner).role is Role.APPLICATION


def _name(table: Model) -> str:
    return table.name


def _problem(
    column: Column, columns: tuple[Column, ...], args: tuple[TableConstraint, ...], known: set[str], params: Params
) -> tuple[str, str] | None:
    """(kind, what is wrong) of a column; None when nothing is."""
    keys = [c for c in columns if c.has("primary_key")]
    first = {c.columns[0] for c in args if c.columns}
    anywhere = {name for c in args if c.unique for name in c.columns}
    covered = bool({column.name, column.attribute} & first)
    if column.has("primary_key"):
        alone = len(keys) == 1 and not column.foreign_key
        wrong = alone and params.primary_key not in (column.name, column.attribute)
        return ("primary-key", f"is the primary key, but is not called `{params.primary_key}`") if wrong else None
    if column.foreign_key:
        if column.has("index") or column.has("unique") or covered:
            return None
        return "index", "has no index, although it is a foreign key"
    referenced = column.name.removesuffix("_id") if column.name.endswith("_id") else ""
    if referenced in known and not any(c.kind == "ForeignKeyConstraint" for c in args):
        return "foreign-key", f"has no foreign key to `{referenced}`"
    if column.name in params.natural_keys and not column.has("unique") and column.name not in anywhere:
        return "unique", "is not unique, although it identifies a row"
    return None


def _singular(name: str) -> str:
    """A table's name without plural, as a reference to it is called."""
    last = words(name)[-1:]
    if not last or not is_plural(last[0]):
        return name
    return f"{name[:-3]}y" if name.endswith("ies") else name[:-1]
