"""Two routers answer under the same prefix."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.prefixes import full_prefixes, routes_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    owners: dict[str, list[Router]] = {}
    routers = sorted((r for r in project.routers.values() if not r.is_app), key=lambda r: r.module.path)
    for router in routers:
        if not router.prefix or not routes_of(project, router):
            continue
        for prefix in full_prefixes(project, router) - {""}:
            others = [o for o in owners.get(prefix, []) if _collides(project, o, router)]
            if others:
                yield Finding.of(router, prefix=prefix, other=others[0].module.path)
            owners.setdefault(prefix, []).append(router)


def _collides(project: Project, one: Router, other: Router) -> bool:
    """Whether two routers of one application and different files share a first segment, or have a variable one."""
    if one.module is other.module or not _apps(project, one) & _apps(project, other):
        return False
    first, second = _first_segments(project, one), _first_segments(project, other)
    return bool(first & second) or any("{" in s or not s for s in first | second)


def _first_segments(project: Project, router: Router) -> set[str]:
    return {(r.path or "").strip("/").split("/")[0] for r in routes_of(project, router)}


def _apps(project: Project, router: Router) -> set[str]:
    """The apps that a router is mounted in, through other routers."""
    found, queue, seen = set(), [router.symbol], set()
    while queue:
        symbol = queue.pop()
        if symbol in seen:
            continue
        seen.add(symbol)
        if symbol in project.routers and project.routers[symbol].is_app:
            found.add(symbol)
        queue += [m.parent for m in project.mounts if m.child == symbol]
    return found
