"""Which modules the web application loads, as against scripts and workers of the same repository."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project


def web_modules(project: Project) -> frozenset[str]:
    """The paths of the modules that an app's module imports, directly or through others."""
    return project.remember(_reach, project)


def _reach(project: Project, _: Project) -> frozenset[str]:
    queue = [router.module for router in project.routers.values() if router.is_app]
    seen: set[str] = set()
    while queue:
        module = queue.pop()
        if module.path not in seen:
            seen.add(module.path)
            queue += _imported(module, project)
    return frozenset(seen)


def _imported(module: Module, project: Project) -> Iterator[Module]:
    """The project modules that an import loads: the named one and the packages around it."""
    local = (i for body in module.scopes() for i in body.imports)
    for import_ in (*module.imports, *local):
        target = import_.target.removesuffix(".*")
        while target:
            if target in project.named and not import_.guard:
                yield project.named[target]
            target = target.rpartition(".")[0]
