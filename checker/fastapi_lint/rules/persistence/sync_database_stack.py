"""The application talks to its database synchronously."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_ENGINES = frozenset({"sqlalchemy.create_engine", "sqlmodel.create_engine", "sqlalchemy.engine.create_engine"})
_FACTORIES = frozenset({"sqlalchemy.orm.sessionmaker", "sqlalchemy.orm.session.sessionmaker"})
_ASYNC = "sqlalchemy.ext.asyncio.create_async_engine"
_URL = re.compile(r"(postgres|postgresql|mysql|mariadb|sqlite|oracle|mssql)(?:\+(\w+))?://")


def check(project: Project, params: Params) -> Iterator[Finding]:
    if not any(project.follow(site.target) == _ASYNC for site, _ in project.application_sites()):
        yield Finding.nothing("async engine", "driver")
    for module in project.application_modules():
        if any(i.target.startswith("alembic") for i in module.imports):
            continue
        for site, _ in module.sites():
            target = "" if isinstance(site.call.func, Call) else project.follow(site.target)
            sync = target in _ENGINES or (target in _FACTORIES and not _is_async(site))
            if sync and "engine" in params.checks:
                yield Finding.of(site, part="engine", problem=f"`{text(site.call)}` is synchronous")
            elif target == _ASYNC and "driver" in params.checks:
                problem = _driver(project.constant(site.call.argument(0, "url")), params)
                if problem:
                    yield Finding.of(site, part="driver", problem=f"the URL of the engine {problem}")
    for model in project.models.values() if "driver" in params.checks else ():
        for field in model.fields if model.kind == "settings" else ():
            problem = _driver(project.constant(field.value), params) if field.owner is model.class_ else ""
            if problem:
                yield Finding.of(field, part="driver", problem=f"`{field.name}` {problem}")


def _is_async(site: CallSite) -> bool:
    class_ = site.call.keyword("class_")
    bound = text(site.call.argument(0, "bind"))
    return (class_ is not None and "Async" in text(class_)) or "async" in bound.lower()


def _driver(url: object, params: Params) -> str:
    """What is wrong with a database URL; "" when nothing is."""
    found = _URL.match(url) if isinstance(url, str) else None
    if found is None or found[2] in params.drivers:
        return ""
    return f"names the driver `{found[2]}`, which is synchronous" if found[2] else "names no async driver"
