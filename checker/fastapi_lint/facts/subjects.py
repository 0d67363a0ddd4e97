"""What a project must have before a statement can be said to hold in it: routes, tests, a database, …"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi_lint.facts.capabilities.dependency_classes import is_dependency_class
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.interface.infrastructure import is_infrastructure

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PACKAGES = {
    "database": (
        *("sqlalchemy", "sqlmodel", "tortoise", "asyncpg", "psycopg", "psycopg2", "aiosqlite", "sqlite3", "databases"),
        *("piccolo", "ormar", "peewee", "pymongo", "motor", "beanie", "edgedb", "django.db"),
    ),
    "http client": ("httpx", "aiohttp", "requests", "urllib3", "urllib.request", "niquests"),
    "cache": ("redis", "cachetools", "aiocache", "fastapi_cache", "cashews", "valkey", "aiomcache"),
    "background job": ("celery", "arq", "dramatiq", "rq", "taskiq", "huey", "procrastinate", "saq", "temporalio"),
    "password": ("passlib", "bcrypt", "argon2", "pwdlib", "hashlib", "crypt"),
    "token": ("jwt", "jose", "authlib", "joserfc", "jwcrypto", "itsdangerous"),
    "temporary file": ("tempfile",),
    "log call": ("logging", "loguru", "structlog"),
}
_HOLDERS: dict[str, Callable[[Project], bool]] = {
    "route": lambda project: any(not is_infrastructure(route) for route in project.routes),
    "working handler": lambda project: any(
        (route.function.body.calls or route.function.body.frames) and not is_infrastructure(route)
        for route in project.routes
    ),
    "decorated handler": lambda project: any(len(route.function.decorators) > 1 for route in project.routes),
    "parameter": lambda project: any(route.params for route in project.routes),
    "request body": lambda project: any(p.source == "body" for route in project.routes for p in route.params),
    "stated status": lambda project: any(route.option("status_code") is not None for route in project.routes),
    "dependency": lambda project: any(route.dependencies for route in project.routes),
    "dependency class": lambda project: any(is_dependency_class(project, c) for c in project.classes.values()),
    "function": lambda project: any(m.functions for m in project.application_modules()),
    "validator": lambda project: any(
        d.target.endswith("validator") for f in project.application_functions() for d in f.decorators
    ),
    "raised error": lambda project: any(f.body.raises for f in project.application_functions()),
    "except clause": lambda project: any(
        frame.catches for m in project.application_modules() for body in m.scopes() for frame in body.frames
    ),
    "thread offload": lambda project: _mentions(project, ("run_in_threadpool", "to_thread", "run_in_executor")),
    "file answer": lambda project: _mentions(project, ("FileResponse", "StreamingResponse", "read_bytes", "open")),
    "clock": lambda project: _mentions(project, ("now", "utcnow", "today", "fromtimestamp", "strptime")),
    "repeated work": lambda project: _mentions(project, ("create_task", "add_job", "scheduled_job", "repeat_every")),
    "write route": lambda project: any(_WRITING.intersection(route.methods) for route in project.routes),
    "websocket": lambda project: any(route.is_websocket for route in project.routes),
    "router": lambda project: any(not router.is_app for router in project.routers.values()),
    "pydantic model": lambda project: bool(project.models),
    "settings": lambda project: _derives(project, "BaseSettings") or _mentions(project, ("environ", "getenv")),
    "settings class": lambda project: _derives(project, "BaseSettings"),
    "own exception": lambda project: _derives(project, "Exception"),
    "test": lambda project: any(m.role is Role.TEST for m in project.modules.values()),
    "task": lambda project: _mentions(project, ("create_task", "ensure_future", "add_task")),
    "CI pipeline": lambda project: any(service.workflows for service in project.services),
    "pre-commit configuration": lambda project: any(s.precommit is not None for s in project.services),
    "compose file": lambda project: any(service.composes for service in project.services),
    "Kubernetes object": lambda project: any(service.kubernetes for service in project.services),
    "Dockerfile": lambda project: any(service.dockerfiles for service in project.services),
}
KNOWN = frozenset((*_HOLDERS, *_PACKAGES))
"""Every subject that can be looked for."""


def absent(project: Project, subjects: str) -> str:
    """The alternatives (`database|cache`) as words for a message when the project has none of them, else ""."""
    names = subjects.split("|")
    return "" if any(project.remember(_has, name) for name in names) else " or ".join(names)


def _has(project: Project, name: str) -> bool:
    if (holder := _HOLDERS.get(name)) is not None:
        return holder(project)
    imported = project.remember(_imported, "")
    return any(package in imported for package in _PACKAGES[name])


def _imported(project: Project, _: str) -> frozenset[str]:
    """The packages that application code imports, those above each included."""
    targets = [i.target.split(".") for m in project.application_modules() for i in m.imports]
    return frozenset(".".join(target[: n + 1]) for target in targets for n in range(min(len(target), 2)))


def _derives(project: Project, base: str) -> bool:
    """Whether an application class has this class among its ancestors, by its last name."""
    return any(
        ancestor.rpartition(".")[2] == base
        for module in project.application_modules()
        for class_ in module.classes
        for ancestor in project.hierarchy.ancestors(class_)
    )


def _mentions(project: Project, names: tuple[str, ...]) -> bool:
    """Whether application code calls, or reads from, one of these."""
    return any(
        any(part in names for part in site.target.split(".")) or site.call.method in names
        for site, _ in project.application_sites()
    )
