"""What has been deleted can still be read."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "deleted-then-read" and trial.last.status == 200:
        gone = trial.exchanges[0]
        values = {"operation": trial.last.name, "deletion": gone.name, "before": str(gone.status)}
        yield Finding(trial.last.place, {**values, "status": str(trial.last.status)})
