"""An item that has been changed keeps its ETag."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import item_with, rows_of
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "deleted-then-listed":
        yield from _listed(trial)
    if trial.probe != "updated" or trial.last.status != 200:
        return
    before, changed, after = trial.exchanges
    tag, fields, sent = before.header("etag"), changed.note.split(), json.loads(changed.request.body)
    old, new = item_with(before.json, fields), item_with(after.json, fields)
    shown = next((name for name in fields if new.get(name) == sent[name] != old.get(name)), "")
    if tag and shown and after.header("etag") == tag:
        values = {"operation": after.name, "tag": tag, "update": changed.name, "field": f"`{shown}`"}
        yield Finding(after.place, values)


def _listed(trial: Trial) -> Iterator[Finding]:
    """A list that has lost an entry."""
    _, gone, before, after = trial.exchanges
    tag = before.header("etag")
    rows = rows_of(after.json)
    shorter = {before.status, after.status} == {200} and rows != rows_of(before.json)
    if tag and shorter and after.header("etag") == tag:
        yield Finding(after.place, {"operation": after.name, "tag": tag, "update": gone.name, "field": "the list"})
