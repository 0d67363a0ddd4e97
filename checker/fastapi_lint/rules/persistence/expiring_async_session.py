"""Async sessions expire their objects on commit."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import is_constant, target_of, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_ASYNC = frozenset({"sqlalchemy.ext.asyncio.async_sessionmaker", "sqlalchemy.ext.asyncio.session.async_sessionmaker"})
_PLAIN = frozenset({"sqlalchemy.orm.sessionmaker", "sqlalchemy.orm.session.sessionmaker"})


def check(site: CallSite, project: Project) -> Iterator[Finding]:
    target = project.follow(site.target)
    given = project.follow(target_of(site.call.keyword("class_")))
    makes_async = target in _ASYNC or (target in _PLAIN and given.endswith(".AsyncSession"))
    expires = site.call.keyword("expire_on_commit")
    if makes_async and not site.call.has_star and (expires is None or is_constant(expires, value=True)):
        yield Finding.of(site, call=text(site.call))
