"""A change that was accepted is not kept."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import item_with
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "updated" or trial.last.status != 200:
        return
    changed = trial.exchanges[1]
    fields, sent = changed.note.split(), json.loads(changed.request.body)
    old, told, new = (item_with(e.json, fields) for e in trial.exchanges)
    # another value than the old one may be the sent one, put in order
    lost = [f for f in fields if new.get(f) is None or new[f] == old.get(f)]
    stale = [f for f in fields if f in told and told[f] == old.get(f) and f not in lost]
    for problem, names, kept in (("does not keep", lost, new), ("shows the old", stale, told)):
        if names:
            told_problem = f"{problem} `{'`, `'.join(names)}`"
            shown = {"sent": json.dumps(sent[names[0]]), "kept": json.dumps(kept.get(names[0]))}
            values = {"operation": changed.name, "status": str(changed.status), "problem": told_problem}
            yield Finding(changed.place, values | shown)
