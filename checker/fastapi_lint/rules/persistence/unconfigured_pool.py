"""The database pool has the size that SQLAlchemy happens to choose."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Module
from fastapi_lint.facts.expression import Constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_ENGINES = frozenset({"sqlalchemy.create_engine", "sqlmodel.create_engine", "sqlalchemy.engine.create_engine",
                      "sqlalchemy.ext.asyncio.create_async_engine"})  # fmt: skip


def check(site: CallSite, project: Project, params: Params, module: Module) -> Iterator[Finding]:
    if not site.call.method.endswith("_engine") or any(i.target.startswith("alembic") for i in module.imports):
        return
    if project.follow(site.target) not in _ENGINES or site.call.has_star:
        return
    pool = site.call.keyword("poolclass")
    if pool is not None:
        if params.no_pool_reported and text(pool).endswith("NullPool"):
            yield Finding.of(site, part="poolclass", call=text(site.call), problem="opens a connection for each use")
        return
    url = project.constant(site.call.argument(0, "url"))
    if isinstance(url, str) and url.startswith("sqlite"):
        return
    given = {name: site.call.keyword(name) for name in params.options}
    missing = [name for name, value in given.items() if value is None]
    if missing:
        problem = "sets " + " and ".join(f"no `{name}`" for name in missing)
        yield Finding.of(site, part=missing[0], call=text(site.call), problem=problem)
    elif params.from_settings and (fixed := [n for n, v in given.items() if isinstance(v, Constant)]):
        yield Finding.of(site, part=fixed[0], call=text(site.call), problem=f"fixes `{fixed[0]}` in the code")
