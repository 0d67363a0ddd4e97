"""A repeated request with the same Idempotency-Key does its work again."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "idempotent-replay":
        return
    first, again = trial.exchanges[0], trial.last
    if not 200 <= first.status < 300 or again.status == 409:
        return
    if again.status not in {first.status, 200}:
        yield Finding(again.place, {"operation": again.name, "difference": f"{again.status} instead of {first.status}"})
    elif again.json != first.json:
        yield Finding(again.place, {"operation": again.name, "difference": "another body"})
