"""No module gathers the routers under the path that the guideline names."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.homes import lies_in
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    parents = {mount.parent for mount in project.mounts if mount.kind == "include"}
    own = [r for r in project.routers.values() if not r.is_app and r.symbol in parents and _is_own(service, r)]
    for line in params.aggregators:
        places, _, prefix = (part.strip() for part in line.partition("="))
        first = places.split("|")[0].strip()
        named = [place.strip() for place in places.split("|")]
        named += [f"{place.rpartition('/')[0]}/__init__.py" for place in named if "/" in place]
        there = [r for r in own if any(lies_in(r.module.path, place) for place in named)]
        there = there or [r for r in own if _gathers(project, service, r)][:1]
        if not there:
            yield Finding.of(service, part=first, path=first, how="is missing or mounts no router")
            continue
        for router in there:
            if any(route.router is router for route in service.routes):
                yield Finding.of(router, part=first, path=first, how="declares routes itself")
            elif prefix and router.prefix is not None and not _is_under(project, router, prefix):
                yield Finding.of(router, part=first, path=first, how=f"is not served under {prefix}")


def _gathers(project: Project, service: Service, router: Router) -> bool:
    """Whether it has the role under another name: it mounts several routers and declares no route itself."""
    mounted = sum(mount.parent == router.symbol for mount in project.mounts if mount.kind == "include")
    return mounted > 1 and not any(route.router is router for route in service.routes)


def _is_own(service: Service, router: Router) -> bool:
    return any(module.path == router.module.path for module in service.modules)


def _is_under(project: Project, router: Router, prefix: str) -> bool:
    """Whether what stands before its routes, through every mount, ends in the prefix; unknown counts as yes."""
    paths = _paths(project, router, frozenset())
    return paths is None or any(path.rstrip("/").endswith(prefix) for path in paths)


def _paths(project: Project, router: Router, seen: frozenset[str]) -> list[str] | None:
    if router.symbol in seen or router.prefix is None:
        return None
    if router.is_app:
        return [router.prefix]
    found: list[str] = []
    for mount in project.mounts:
        if mount.child == router.symbol:
            parent = project.routers.get(mount.parent)
            above = _paths(project, parent, seen | {router.symbol}) if parent is not None else None
            if above is None or mount.path_before(router) is None:
                return None
            found += [a + (mount.path_before(router) or "") for a in above]
    return found or None
