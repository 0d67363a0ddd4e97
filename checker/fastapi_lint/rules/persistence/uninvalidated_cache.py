"""A service caches what it also writes, and nothing drops a cached entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.cached import cached_functions, redis_calls
from fastapi_lint.model.finding import Finding

_DROPS = frozenset({"delete", "unlink", "clear", "flushdb", "hdel", "getdel", "delete_pattern", "cache_clear"})
_NAMED = re.compile(r"invalidat|evict|purge|bust_|clear_.*cache|cache_.*clear|delete_.*cache|drop_.*cache")


def check(project: Project) -> Iterator[Finding]:
    if not any(r.writes for r in project.routes):
        return
    sites = [s for s, _ in redis_calls(project, {"set", "setex", "hset"}) if s.call.keyword("nx") is None]
    filled = [(s.at, text(s.call)) for s in sites]
    filled += [(f.at, f"@{text(d)}") for f, d in cached_functions(project)]
    if not filled:
        yield Finding.nothing("cache")
    elif not _drops(project):
        at, call = filled[0]
        yield Finding(at, {"call": call})


def _drops(project: Project) -> bool:
    """Whether anything deletes from a cache, by method or by its own name."""
    if any(True for _ in redis_calls(project, _DROPS)):
        return True
    calls = (site.call for site, _ in project.application_sites())
    return any(
        _NAMED.search(c.method.lower()) or ("cache" in text(c.func).lower() and c.method in _DROPS) for c in calls
    )
