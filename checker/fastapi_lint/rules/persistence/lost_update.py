"""A counter is read, changed in Python and written back without a lock."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Assign, Class, Function
from fastapi_lint.facts.expression import Attribute, Name, Operation, string, text
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.queried import orm_class
from fastapi_lint.facts.stored.tables import tables
from fastapi_lint.model.finding import Finding

_SIGNS = frozenset({"+", "-"})
_STRICT = ("REPEATABLE READ", "SERIALIZABLE", "REPEATABLE_READ")


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not tables(project):
        yield Finding.nothing("table")
        return
    if _is_isolated(project):
        return
    for function in project.application_functions():
        for assign in function.body.assigns if not _locks(function) else ():
            target = assign.targets[0] if assign.targets else None
            if not isinstance(target, Attribute) or not set(words(target.attr)[-1:]) & set(params.names):
                continue
            row = orm_class(project, target.value, function) if isinstance(target.value, Name) else None
            if row is not None and _recalculates(assign, target) and not _is_versioned(project, row):
                yield Finding.of(assign, change=f"{text(target)} {assign.op}= …")


def _recalculates(assign: Assign, target: Attribute) -> bool:
    """Whether the new value is made of the old one in Python."""
    if assign.op in _SIGNS:
        return True
    value = assign.value
    return isinstance(value, Operation) and value.op in ("+", "-") and text(target) in [text(o) for o in value.operands]


def _locks(function: Function) -> bool:
    return any(s.call.method == "with_for_update" or s.call.keyword("with_for_update") for s in function.body.calls)


def _is_versioned(project: Project, row: Class) -> bool:
    return project.hierarchy.field(row, "__mapper_args__") is not None


def _is_isolated(project: Project) -> bool:
    sites = (site for site, _ in project.application_sites())
    return any((string(s.call.keyword("isolation_level")) or "").upper() in _STRICT for s in sites)
