"""Two requests are given one id."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial, params: Params) -> Iterator[Finding]:
    given = [e.header(params.header) for e in trial.exchanges]
    if trial.probe == "fresh-request-id" and given[0] and given[0] == given[1]:
        yield Finding(trial.last.home, {"header": params.header, "id": given[0]})
