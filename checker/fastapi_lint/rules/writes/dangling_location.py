"""The Location of a new item leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "location" and trial.last.status in {404, 405, 307, 422}:
        location = trial.exchanges[0].header("location") or ""
        values = {"operation": trial.exchanges[0].name, "location": location, "status": str(trial.last.status)}
        yield Finding(trial.exchanges[0].place, values)
