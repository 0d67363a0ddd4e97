"""What is found across files; how, `source.index` knows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router


class Index(ABC):
    """The parts of an application, in file order."""

    @property
    @abstractmethod
    def routers(self) -> dict[str, Router]:
        """Symbol -> app or router."""

    @property
    @abstractmethod
    def mounts(self) -> tuple[Mount, ...]:
        """Every `include_router`, `mount` and the like."""

    @property
    @abstractmethod
    def routes(self) -> tuple[Route, ...]:
        """Every route, once for each place where its router is mounted."""

    @property
    @abstractmethod
    def hooks(self) -> tuple[Hook, ...]:
        """Handlers of events, lifespans, exceptions and requests."""

    @property
    @abstractmethod
    def middleware(self) -> tuple[Middleware, ...]:
        """Middleware as it is added."""

    @property
    @abstractmethod
    def models(self) -> dict[str, Model]:
        """Symbol -> pydantic or ORM class."""

    @property
    @abstractmethod
    def loop_calls(self) -> tuple[LoopCall, ...]:
        """Calls that run on the event loop, with the way that leads there."""
