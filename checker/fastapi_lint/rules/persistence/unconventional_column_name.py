"""A column's name breaks the naming convention."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.naming import is_snake_case
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import Column, columns
from fastapi_lint.model.finding import Finding

_DATETIMES = frozenset({"DateTime", "TIMESTAMP", "DATETIME", "TIMESTAMPTZ"})
_DATES = frozenset({"Date", "DATE"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = columns(project)
    yield from Finding.unless(met, "column")
    for column in met:
        if project.home(column.owner).role is Role.APPLICATION:
            for kind, problem in _problems(project, column, params):
                if kind in params.checks:
                    yield Finding.of(column, part=kind, column=column.name, table=column.owner.name, problem=problem)


def _problems(project: Project, column: Column, params: Params) -> Iterator[tuple[str, str]]:
    name = column.name
    python = project.types.named(column.annotation) if column.type is None else ""
    if not is_snake_case(name):
        yield "case", "is not in lower snake case"
    elif (column.type_name in _DATETIMES or python == "datetime.datetime") and not name.endswith(
        params.datetime_suffix
    ):
        yield "datetime", f"is a date with time, but does not end with `{params.datetime_suffix}`"
    elif (column.type_name in _DATES or python == "datetime.date") and not name.endswith(params.date_suffix):
        yield "date", f"is a date, but does not end with `{params.date_suffix}`"
    key = column.foreign_key.rpartition(".")[2]
    if column.foreign_key not in ("", "?") and not column.has("primary_key") and not name.endswith(f"_{key}"):
        yield "foreign-key", f"is a foreign key, but does not end with `_{key}`"
