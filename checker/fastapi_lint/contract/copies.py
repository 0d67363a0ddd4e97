"""What a run needs of a service, however it is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from fastapi_lint.contract.framing import Json


class Copy(Protocol):
    """A service that answers calls; `ending` says how it ended, "" while it lives."""

    ending: str

    def call(self, calls: Sequence[tuple[Json, bytes]], *, together: bool = False) -> list[tuple[Json, bytes]]:
        """The answers in order; after a hang or an exit the last one says so, and there are no more."""

    def close(self) -> None:
        """Lets go of it."""


class Served(Protocol):
    """A service that says what it is (`told`, its OpenAPI document) and gives copies of itself."""

    told: Json

    @property
    def document(self) -> Json | None:
        """The OpenAPI document."""

    def group(self) -> Copy:
        """A copy that calls which belong together share; raises NotStarted."""
