"""After a failure the service answers no more."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "after-failure" and trial.last.status >= 500:
        yield Finding(trial.last.place, {"operation": trial.last.name, "status": str(trial.last.status)})
