"""The index over all modules of a run, each kind of fact made from those that it needs."""

from __future__ import annotations

from functools import cached_property

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router
from fastapi_lint.source.index.dependencies import DependencyGraph
from fastapi_lint.source.index.hooks import find_hooks, find_middleware
from fastapi_lint.source.index.models import find_models
from fastapi_lint.source.index.mounts import MountTree, find_mounts
from fastapi_lint.source.index.reach import find_loop_calls
from fastapi_lint.source.index.router_finder import RouterFinder
from fastapi_lint.source.index.routers import find_routers
from fastapi_lint.source.index.routes import find_routes


class Indexed(Project):
    """Finds each kind of fact when somebody first asks for it, so that processes that ask for other kinds do not."""

    @cached_property
    def _finder(self) -> RouterFinder:
        return RouterFinder(self, self.routers)

    @cached_property
    def routers(self) -> dict[str, Router]:
        """Every app and router by its symbol."""
        return find_routers(self)

    @cached_property
    def mounts(self) -> tuple[Mount, ...]:
        """Every mount."""
        return find_mounts(self, self._finder)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Every route with full paths, parameters and dependencies."""
        return find_routes(self, self._finder, MountTree(self.routers, self.mounts), DependencyGraph(self))

    @cached_property
    def hooks(self) -> tuple[Hook, ...]:
        """Every handler that the framework calls besides routes."""
        return find_hooks(self, self._finder)

    @cached_property
    def middleware(self) -> tuple[Middleware, ...]:
        """Every middleware, in order of addition."""
        return find_middleware(self, self._finder)

    @cached_property
    def models(self) -> dict[str, Model]:
        """Every model by its symbol."""
        return find_models(self)

    @cached_property
    def loop_calls(self) -> tuple[LoopCall, ...]:
        """Every call that runs on the event loop."""
        return find_loop_calls(self)
