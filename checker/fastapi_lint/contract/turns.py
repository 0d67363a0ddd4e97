"""How the time of a run is divided: operations take turns, and a slow one tries fewer odd inputs than a fast one."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from fastapi_lint.model.record import Record

FIRST_LOOK = 0.75
"""The part of a step's time in which it looks for the first time: what fails is tried again."""


@dataclass
class Turns:
    """The time of one step, up to `until` on the monotonic clock, for the operations that are `left`."""

    until: float = math.inf
    left: int = 1

    def next(self) -> Turn:
        """The turn of the next operation, in which it has its share of what is left."""
        now = time.monotonic()
        share = (self.until - now) / max(1, self.left)
        self.left -= 1
        return Turn(now, now + share)


class Turn(Record):
    """The time of one operation."""

    begun: float
    until: float

    def fitting(self, calls: int) -> int:
        """How many more calls fit in, when `calls` were made so far; few at a time while it is not sure that all do."""
        now = time.monotonic()
        pace = (now - self.begun) / max(1, calls)
        left = self.until - now
        return 0 if left <= 0 else int(min(_ENOUGH, max(1, left / pace / 2))) if pace else _ENOUGH


class Cut(Record, eq=True):
    """How many of the odd inputs of an operation were tried in its turn."""

    tried: int
    of: int

    @property
    def told(self) -> str:
        """For whoever reads what was not evaluated."""
        if not self.tried:
            return "called with valid input only: its share of the time was used up"
        return f"called with {self.tried} of {self.of} odd inputs: its share of the time was used up"


_ENOUGH = 10_000
