"""A variable that is missing is not named when the service starts."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.model.finding import Finding


def check(run: ModeRun) -> Iterator[Finding]:
    if run.mode == "bare" and run.problem:
        yield Finding(run.at, {"app": run.app, "problem": run.problem})
