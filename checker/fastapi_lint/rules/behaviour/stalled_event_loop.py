"""A request stops all others while it is answered."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial, params: Params) -> Iterator[Finding]:
    if trial.probe == "lag" and all(e.lag > params.most_ms for e in trial.exchanges):
        shortest = min(e.lag for e in trial.exchanges)
        yield Finding(trial.last.place, {"operation": trial.name, "lag": f"{shortest:.0f}"})
