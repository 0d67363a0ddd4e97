"""Two changes of one version are both accepted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange, Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "raced-update":
        return
    *together, late = trial.exchanges
    if all(_is_accepted(e) for e in together) and not _is_accepted(late):
        tag = late.request.header("if-match") or ""
        statuses = " and ".join(str(e.status) for e in together)
        yield Finding(together[-1].place, {"operation": trial.name, "tag": tag, "statuses": statuses})


def _is_accepted(exchange: Exchange) -> bool:
    return 200 <= exchange.status < 300
