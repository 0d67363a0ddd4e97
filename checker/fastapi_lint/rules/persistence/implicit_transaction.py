"""Writes that belong together are not in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, is_constant, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_COMMITS = frozenset({"sqlalchemy.orm.Session.commit", "sqlalchemy.ext.asyncio.AsyncSession.commit"})
_MAKERS = frozenset({"create_engine", "create_async_engine", "sessionmaker", "async_sessionmaker", "execution_options"})
_WRITING = frozenset({"commit", "flush", "add", "add_all", "delete", "merge", "begin", "execute"})
_STRAIGHT = frozenset({FrameKind.WITH, FrameKind.TRY})


def check(project: Project) -> Iterator[Finding]:
    writes = any(site.call.method in _WRITING for site, _ in project.application_sites())
    yield from Finding.unless(writes, "write to the database")
    for module in project.application_modules():
        for site, _ in module.sites():
            if site.call.method in _MAKERS and _is_autocommit(site):
                yield Finding.of(site, part="autocommit", problem=f"`{text(site.call)}` switches autocommit on")
        for function in module.functions:
            yield from _repeated(project, function)


def _is_autocommit(site: CallSite) -> bool:
    level = string(site.call.keyword("isolation_level")) or ""
    return level.upper() == "AUTOCOMMIT" or is_constant(site.call.keyword("autocommit"), value=True)


def _repeated(project: Project, function: Function) -> Iterator[Finding]:
    """The second of two commits of one session that always both run."""
    seen: set[str] = set()
    for site in function.body.calls:
        func = site.call.func
        always = all(f.kind in _STRAIGHT for f in site.frames)
        if always and isinstance(func, Attribute) and project.types.callee(site.call, function) in _COMMITS:
            session = text(func.value)
            if session in seen:
                yield Finding.of(site, part="several", problem=f"`{function.name}` commits for the second time")
            seen.add(session)
