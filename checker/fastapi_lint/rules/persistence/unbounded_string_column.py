"""A text column has no length."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import Column, columns
from fastapi_lint.model.finding import Finding

_BOUNDED = frozenset({"String", "VARCHAR", "Unicode", "NVARCHAR", "AutoString"})


def check(project: Project) -> Iterator[Finding]:
    met = columns(project)
    yield from Finding.unless(met, "column")
    for column in met:
        if _is_unbounded(project, column):
            yield Finding.of(column, column=column.name, table=column.table.name)


def _is_unbounded(project: Project, column: Column) -> bool:
    if column.type is not None:
        sized = isinstance(column.type, Call) and bool(column.type.args)
        return column.type_name in _BOUNDED and not sized
    if column.foreign_key or column.option("max_length") is not None or column.option("sa_column") is not None:
        return False
    _, metadata = project.annotated(column.annotation)
    mapped = project.hierarchy.field(column.table, "type_annotation_map") is not None
    return project.types.named(column.annotation) == "builtins.str" and not metadata and not mapped
