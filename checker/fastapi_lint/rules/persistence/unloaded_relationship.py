"""A relationship is read on an async session, and nothing loads it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Call, is_constant, string, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.queried import orm_class
from fastapi_lint.facts.stored.tables import tables
from fastapi_lint.facts.web import ModelField
from fastapi_lint.model.finding import Finding

_LOADERS = frozenset({"selectinload", "joinedload", "subqueryload", "contains_eager", "immediateload", "refresh",
                      "raiseload", "defaultload"})  # fmt: skip


def check(project: Project) -> Iterator[Finding]:
    if not tables(project):
        yield Finding.nothing("table")
        return
    if not any(i.target.endswith(".AsyncSession") for m in project.application_modules() for i in m.imports):
        return
    relations = {(t.class_.symbol, f.name): f for t in tables(project) for f in t.fields if _is_lazy(f)}
    loaded = _loaded(project)
    wanted = {name for _, name in relations} - loaded
    seen = set()
    for function in project.application_functions() if wanted & {f for _, f in relations} else ():
        for row, read in _reads(project, function, wanted):
            field = relations.get((row.symbol, read.attr))
            if field is not None and field.at not in seen:
                seen.add(field.at)
                yield Finding.of(field, relationship=field.name, table=row.name, function=function.name)


def _is_lazy(field: ModelField) -> bool:
    call = field.value
    if not isinstance(call, Call) or call.method not in ("relationship", "Relationship") or call.has_star:
        return False
    lazy = call.keyword("lazy")
    return string(lazy) == "select" or lazy is None or is_constant(lazy, value=True)


def _loaded(project: Project) -> set[str]:
    """The names of attributes that some query or refresh of the application loads."""
    sites = (site for site, _ in project.application_sites() if site.call.method in _LOADERS)
    parts = (p for s in sites for a in s.call.args for p in walk(a.value))
    return {p.attr if isinstance(p, Attribute) else string(p) or "" for p in parts}


def _reads(project: Project, function: Function, wanted: set[str]) -> Iterator[tuple[Class, Attribute]]:
    """The reads of these attributes on rows that the function gets from a query."""
    written = {id(t) for a in function.body.assigns for t in a.targets}
    for expr in function.body.expressions():
        for part in walk(expr) if id(expr) not in written else ():
            if isinstance(part, Attribute) and part.attr in wanted and not part.target and function.is_async:
                row = orm_class(project, part.value, function)
                if row is not None:
                    yield row, part
