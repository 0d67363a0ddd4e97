"""A column keeps dates with time without their time zone."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call, Expr, Mapping, is_constant, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import Column, columns
from fastapi_lint.model.finding import Finding

_TYPES = frozenset({"DateTime", "TIMESTAMP"})


def check(project: Project) -> Iterator[Finding]:
    met = [column for column in columns(project) if _holds_a_moment(project, column)]
    yield from Finding.unless(met, "column for a point in time")
    for column in met:
        if _is_naive(project, column):
            yield Finding.of(column, column=column.name, table=column.owner.name)


def _holds_a_moment(project: Project, column: Column) -> bool:
    return column.type_name in _TYPES or project.types.named(column.annotation) == "datetime.datetime"


def _is_naive(project: Project, column: Column) -> bool:
    if column.type is not None:
        zone = column.type.argument(0, "timezone") if isinstance(column.type, Call) else None
        return column.type_name in _TYPES and (zone is None or is_constant(zone, value=False))
    if column.option("sa_column") is not None or column.option("sa_type") is not None:
        return False
    _, metadata = project.annotated(column.annotation)
    mapped = project.hierarchy.field(column.table, "type_annotation_map")
    aware = mapped is not None and not _maps_to_naive(mapped.value)
    return project.types.named(column.annotation) == "datetime.datetime" and not metadata and not aware


def _maps_to_naive(table: Expr | None) -> bool:
    """Whether the map of types gives points in time a column without a time zone."""
    for key, value in table.items if isinstance(table, Mapping) else ():
        if target_of(key) == "datetime.datetime":
            name = (value.target if isinstance(value, Call) else target_of(value)).rpartition(".")[2]
            zone = value.argument(0, "timezone") if isinstance(value, Call) else None
            return name in _TYPES and (zone is None or is_constant(zone, value=False))
    return False
