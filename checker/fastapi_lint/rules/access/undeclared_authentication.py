"""An operation asks for credentials that its document does not mention."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "undeclared-anonymous" or not 200 <= trial.exchanges[0].status < 300:
        return
    if trial.last.status in {401, 403}:
        yield Finding(trial.last.place, {"operation": trial.name, "status": str(trial.last.status)})
