"""Any number of attempts to sign in is answered."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "burst" and not any(e.status in {429, 503} or e.status >= 500 for e in trial.exchanges):
        values = {"operation": trial.name, "count": str(len(trial.exchanges))}
        yield Finding(trial.last.place, values)
