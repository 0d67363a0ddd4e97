"""Integration tests have no database or broker like that of production."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Import
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import all_tests, test_modules
from fastapi_lint.facts.operations.vocabulary import imports_any, speaks_of
from fastapi_lint.model.finding import Finding

_USES = {
    "database": ("sqlalchemy", "asyncpg", "psycopg", "psycopg2", "sqlmodel", "tortoise", "databases"),
    "redis": ("redis", "arq", "aioredis", "valkey"),
}
_IMAGES = {
    "database": re.compile(r"(?i)postgres|mysql|mariadb|mssql|oracle"),
    "redis": re.compile(r"(?i)redis|valkey|keydb"),
}
_DRIVERS = ("asyncpg", "psycopg", "psycopg2", "psycopg2-binary", "aiomysql", "asyncmy", "mysqlclient")


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = tuple(service.application_modules())
    for part in params.services:
        if not all_tests(service) or not imports_any(modules, _USES[part]):
            continue
        sqlite = _sqlite(service) if part == "database" and service.requires(*_DRIVERS) else None
        if sqlite is not None:
            yield Finding(sqlite.at, {"problem": "tests use SQLite, production another database"}, part=part)
        elif part == "redis" and (fake := _fake(service)) is not None:
            yield Finding(fake.at, {"problem": "integration tests use an imitation of Redis"}, part=part)
        elif not _is_provided(service, part):
            problem = f"the tests of `{service.name}` start no {part} of their own"
            yield Finding(service.at, {"problem": problem}, part=part)


def _sqlite(service: Service) -> CallSite | None:
    """The place where a test makes an engine of SQLite."""
    for module in test_modules(service):
        for site, function in module.sites():
            url = service.project.constant(site.call.argument(0, "url"), function)
            if site.call.method in ("create_engine", "create_async_engine") and str(url).startswith("sqlite"):
                return site
    return None


def _fake(service: Service) -> Import | None:
    """The place where integration tests import an imitation of Redis."""
    for module in test_modules(service):
        if "integration" in module.path:
            return next((i for i in module.imports if i.target.startswith(("fakeredis", "birdisle"))), None)
    return None


def _is_provided(service: Service, part: str) -> bool:
    """Whether fixtures, the pipeline or a compose file give the tests what they need."""
    tests = test_modules(service)
    if imports_any(tests, ("testcontainers", "pytest_docker", "pytest_postgresql", "pytest_redis")):
        return True
    if speaks_of(service.project, tests, _IMAGES[part]):
        return True
    images = [s.text("image") for w in service.workflows for j in w.jobs for _, s in j.node.items("services")]
    images += [c.image for compose in service.composes for c in compose.services]
    return any(_IMAGES[part].search(image) for image in images)
