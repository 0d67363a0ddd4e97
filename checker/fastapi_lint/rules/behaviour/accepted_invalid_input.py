"""Input that the document forbids is accepted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    accepted = [e for e in trial.exchanges if 200 <= e.status < 300]
    if trial.probe == "invalid-input" and accepted:
        first = accepted[0]
        values = {"operation": trial.name, "status": str(first.status), "input": first.note}
        yield Finding(first.place, {**values, "curl": first.request.curl})
