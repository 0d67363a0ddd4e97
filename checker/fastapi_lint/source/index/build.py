"""Facts of all files -> `Project`, in the order in which one kind of fact needs another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.source.index.dependencies import DependencyGraph
from fastapi_lint.source.index.hooks import find_hooks, find_middleware
from fastapi_lint.source.index.models import find_models
from fastapi_lint.source.index.mounts import MountTree, find_mounts
from fastapi_lint.source.index.reach import find_loop_calls
from fastapi_lint.source.index.routers import RouterFinder, find_routers
from fastapi_lint.source.index.routes import find_routes


def build(modules: Iterable[Module], follow: Callable[[str], str], requirements: dict[str, dict[str, str]]) -> Project:
    """The index over all modules of a run."""
    project = Project(modules, follow, requirements)
    project.routers = find_routers(project)
    finder = RouterFinder(project, project.routers)
    project.mounts = find_mounts(project, finder)
    tree = MountTree(project.routers, project.mounts)
    project.routes = find_routes(project, finder, tree, DependencyGraph(project))
    project.hooks = find_hooks(project, finder)
    project.middleware = find_middleware(project, finder)
    project.models = find_models(project)
    project.loop_calls = find_loop_calls(project)
    return project
