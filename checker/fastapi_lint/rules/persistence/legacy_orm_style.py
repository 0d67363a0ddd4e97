"""Code in the style of SQLAlchemy 1."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import columns
from fastapi_lint.model.finding import Finding

_BASES = frozenset({"sqlalchemy.orm.declarative_base", "sqlalchemy.ext.declarative.declarative_base"})
_STYLE = "is the style of SQLAlchemy 1"


def check(project: Project) -> Iterator[Finding]:
    for column in columns(project):
        if column.call is not None and column.call.method == "Column" and column.annotation is None:
            problem = (
                f"`{column.attribute}` of `{column.owner.name}` is a bare `Column`, which type checkers cannot read"
            )
            yield Finding.of(column, part="column", problem=problem)
    for site, function in project.application_sites():
        if project.follow(site.target) in _BASES:
            yield Finding.of(site, part="base", problem=f"`{text(site.call)}` {_STYLE}")
        elif project.types.callee(site.call, function) == "sqlalchemy.orm.Session.query":
            problem = f"`{text(site.call)}` {_STYLE}; `select(…)` works everywhere"
            yield Finding.of(site, part="query", problem=problem)
