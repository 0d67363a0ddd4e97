"""What has been created cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "created-then-read" and trial.last.status >= 400:
        created = trial.exchanges[0]
        values = {"operation": created.name, "status": str(created.status), "later": str(trial.last.status)}
        yield Finding(created.place, values)
