"""Why a mode was not tried."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi_lint.facts.contract.modes import ModeRun


class NotTried(Exception):
    """A mode cannot be tried here; the text says why, and `runs` are those that were made before."""

    def __init__(self, reason: str, runs: Sequence[ModeRun] = ()) -> None:
        super().__init__(reason)
        self.runs = tuple(runs)
