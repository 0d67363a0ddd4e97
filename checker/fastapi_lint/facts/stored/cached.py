"""Where the application writes to and deletes from a cache."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Attribute, Call

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_CLIENTS = frozenset({"redis.Redis", "redis.asyncio.Redis", "redis.client.Pipeline", "redis.asyncio.client.Redis",
                      "valkey.asyncio.Valkey", "valkey.Valkey"})  # fmt: skip
_DECORATORS = frozenset({"fastapi_cache.decorator.cache", "aiocache.cached", "aiocache.decorators.cached"})


def redis_calls(project: Project, methods: Collection[str]) -> Iterator[tuple[CallSite, Function]]:
    """The calls of these methods on Redis clients, each with the function around it."""
    for function in project.application_functions():
        for site in function.body.calls:
            func = site.call.func
            owner = func.value if isinstance(func, Attribute) and func.attr in methods else None
            if owner is not None and project.types.of(owner, function) in _CLIENTS:
                yield site, function


def cached_functions(project: Project) -> Iterator[tuple[Function, Call]]:
    """The functions whose results a library caches, each with the decorator's call."""
    for function in project.application_functions():
        for decorator in function.decorators:
            if decorator.call is not None and project.follow(decorator.target) in _DECORATORS:
                yield function, decorator.call
