"""Importing the service does more than define it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.model.finding import Finding


def check(run: ModeRun) -> Iterator[Finding]:
    if run.mode == "import" and run.problem:
        yield Finding(run.at, {"app": run.app, "problem": run.problem})
