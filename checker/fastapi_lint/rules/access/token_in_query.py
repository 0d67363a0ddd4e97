"""An access token is taken from the address."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "token-in-query" or trial.exchanges[0].status not in {401, 403}:
        return
    if 200 <= trial.last.status < 300:
        values = {"operation": trial.name, "status": str(trial.last.status), "parameter": trial.last.note}
        yield Finding(trial.last.place, values)
