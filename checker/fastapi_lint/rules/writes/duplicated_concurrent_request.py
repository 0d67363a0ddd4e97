"""Two equal requests at the same time do their work twice."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import fields_of
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "concurrent-key" or not all(200 <= e.status < 300 for e in trial.exchanges):
        return
    first, other = ({k: v for k, v in fields_of(e.json) if k in {"id", "uuid"}} for e in trial.exchanges)
    if first and first != other:
        yield Finding(trial.last.place, {"operation": trial.name})
