"""A matching If-None-Match is not answered with 304."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "conditional" or {e.status for e in trial.exchanges} != {200}:
        return
    same_tag = len({e.header("etag") for e in trial.exchanges}) == 1
    if same_tag or len({e.response.body for e in trial.exchanges if e.response is not None}) == 1:
        yield Finding(trial.last.place, {"operation": trial.name, "status": str(trial.last.status)})
