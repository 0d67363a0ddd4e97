"""Which operations accept an idempotency key, and which tables remember one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.markers import markers_of
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.stored.columns import columns_of
from fastapi_lint.facts.stored.table_args import constraints_of
from fastapi_lint.facts.stored.tables import tables

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route

_WORDS = frozenset({"idempotency", "idempotent", "dedup", "deduplication", "dedupe"})


def key_parameter(project: Project, route: Route) -> tuple[Function, Param] | None:
    """The parameter of the handler or of a dependency that takes the key, with its function; None when none does."""
    functions = [route.function, *(d.function for d in route.dependencies if d.function is not None)]
    for function in functions:
        for param in function.params:
            aliases = [project.constant(m.keyword("alias")) for m in markers_of(project, param) if isinstance(m, Call)]
            if _WORDS & {w for name in (param.name, *aliases) if isinstance(name, str) for w in words(name)}:
                return function, param
    return None


def remembers_keys(project: Project) -> bool:
    """Whether a table has a unique column for such keys."""
    for table in tables(project):
        args = constraints_of(project, table) or ()
        named = bool(_WORDS & set(words(table.name)))
        unique = {name for c in args if c.unique for name in c.columns}
        for column in columns_of(project, table):
            says = named or bool(_WORDS & set(words(column.name)))
            keyed = column.has("unique") or column.has("primary_key") or column.name in unique
            if says and keyed and (column.name != "id" or named):
                return True
    return False
