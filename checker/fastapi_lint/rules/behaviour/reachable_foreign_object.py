"""What one user has made is open to another one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "foreign-object" and 200 <= trial.last.status < 300:
        values = {"operation": trial.last.name, "creation": trial.exchanges[0].name, "status": str(trial.last.status)}
        yield Finding(trial.last.place, values)
