"""A list comes in another order each time."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import rows_of
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if any(e.status != 200 for e in trial.exchanges):
        return
    if trial.probe == "same-list":
        first, again = (rows_of(e.json) for e in trial.exchanges)
        if first != again and sorted(map(repr, first)) == sorted(map(repr, again)):
            told = "answers the same entries in another order the second time"
            yield Finding(trial.last.place, {"operation": trial.name, "problem": told})
    elif trial.probe == "next-pages":
        whole, *pages = (rows_of(e.json) for e in trial.exchanges)
        listed = [row for page in pages for row in page]
        if len(listed) == len(pages) and listed != whole[: len(listed)]:
            told = "answers other entries page by page than all at once"
            yield Finding(trial.last.place, {"operation": trial.name, "problem": told})
