"""A replacement leaves something else when it is sent twice."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import item_with
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding

_SHOWN = 60


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "updated-again" or trial.last.status != 200:
        return
    once, again, twice = trial.exchanges
    fields = again.note.split()
    before, after = item_with(once.json, fields), item_with(twice.json, fields)
    changed = next((f for f in fields if f in before and after.get(f) != before[f]), None)
    if changed is not None:
        values = {"once": _shown(before[changed]), "twice": _shown(after.get(changed))}
        yield Finding(again.place, {"operation": again.name, "field": changed, **values})


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
