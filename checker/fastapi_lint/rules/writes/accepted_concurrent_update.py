"""Two changes of one version are both accepted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "raced-update" and all(200 <= e.status < 300 for e in trial.exchanges):
        tag = trial.last.request.header("if-match") or ""
        statuses = " and ".join(str(e.status) for e in trial.exchanges)
        yield Finding(trial.last.place, {"operation": trial.name, "tag": tag, "statuses": statuses})
