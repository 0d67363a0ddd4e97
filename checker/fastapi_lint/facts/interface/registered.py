"""Which mounts a router has, which routes a function or a module has, and which routers are apps.

Rules ask this of each route, so a search through all of them would make a large project slow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, TypeVar

from fastapi_lint.facts.code import Function, Module

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Mount, Route, Router

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def mounts_of(project: Project, child: str) -> tuple[Mount, ...]:
    """Where a router, by its symbol, is included or mounted."""
    return project.remember(_by_child, project).get(child, ())


def routes_of(project: Project, function: Function) -> tuple[Route, ...]:
    """The routes that a function handles."""
    return project.remember(_by_function, project).get(function, ())


def routes_in(project: Project, module: Module) -> tuple[Route, ...]:
    """The routes of a module."""
    return project.remember(_by_module, project).get(module.path, ())


def apps(project: Project) -> tuple[Router, ...]:
    """Every app."""
    return project.remember(_apps, project)


def _by_child(project: Project, _: Project) -> dict[str, tuple[Mount, ...]]:
    return _grouped((mount.child, mount) for mount in project.mounts)


def _by_function(project: Project, _: Project) -> dict[Function, tuple[Route, ...]]:
    return _grouped((route.function, route) for route in project.routes)


def _by_module(project: Project, _: Project) -> dict[str, tuple[Route, ...]]:
    return _grouped((route.module.path, route) for route in project.routes)


def _apps(project: Project, _: Project) -> tuple[Router, ...]:
    return tuple(router for router in project.routers.values() if router.is_app)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
