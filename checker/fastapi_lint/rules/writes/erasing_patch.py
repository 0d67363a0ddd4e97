"""A PATCH erases what was not sent."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import item_with
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "partly-updated" or trial.last.status != 200:
        return
    changed, operation = trial.exchanges[1], trial.operation
    fields, sent = changed.note.split(), json.loads(changed.request.body)
    before, after = (item_with(e.json, [*fields, *sent]) for e in (trial.exchanges[0], trial.last))
    body = operation.body if operation is not None else None
    defaults = {name: schema.plain.get("default") for name, schema in body.properties} if body is not None else {}
    others = [f for f in fields if before.get(f) and after.get(f) != before[f]]
    lost = [f for f in others if after.get(f) in _empty(defaults.get(f))]
    if lost:
        shown = {"sent": "`, `".join(sent), "lost": "`, `".join(lost)}
        values = {"before": json.dumps(before[lost[0]]), "after": json.dumps(after.get(lost[0]))}
        yield Finding(changed.place, {"operation": changed.name, **shown, **values})


def _empty(default: object) -> list[object]:
    """Values that nobody has chosen; any other is perhaps derived from what was sent."""
    return [None, "", 0, [], {}, default]
