"""Somebody else reaches what a user has made."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "foreign-object" and 200 <= trial.last.status < 300:
        yield Finding(trial.last.place, {"operation": trial.last.name, "status": str(trial.last.status)})
