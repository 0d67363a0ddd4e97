"""An Idempotency-Key is accepted for another request."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "key-reuse" and 200 <= trial.exchanges[0].status < 300 and 200 <= trial.last.status < 300:
        yield Finding(trial.last.place, {"operation": trial.name, "status": str(trial.last.status)})
