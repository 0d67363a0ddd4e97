"""A cursor that nobody handed out is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import rows_of
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding

_OPAQUE = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "wrong-cursor" and trial.last.status == 200:
        told = f"answers 200 to {trial.last.note}"
        yield Finding(trial.last.place, {"operation": trial.name, "problem": told})
    elif trial.probe == "next-cursor":
        first, again = trial.exchanges
        if again.status != 200:
            told = f"answers {again.status} to the cursor that it has handed out"
            yield Finding(again.place, {"operation": trial.name, "problem": told})
        elif any(row in rows_of(first.json) for row in rows_of(again.json)):
            told = "answers entries of the first page to the cursor of the second"
            yield Finding(again.place, {"operation": trial.name, "problem": told})
        elif not _OPAQUE.fullmatch(again.note):
            told = f"hands out the cursor `{again.note}`, which is no base64"
            yield Finding(again.place, {"operation": trial.name, "problem": told})
