"""What has been deleted can still be read."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import item_with, rows_of
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding

_NAMES = ("id", "uuid", "slug", "key")


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "deleted-then-read" and trial.last.status == 200:
        gone = trial.exchanges[0]
        values = {"operation": trial.last.name, "deletion": gone.name, "before": str(gone.status)}
        yield Finding(trial.last.place, {**values, "status": str(trial.last.status)})
    elif trial.probe == "deleted-then-listed" and _is_listed(trial):
        gone = trial.exchanges[1]
        values = {"operation": trial.last.name, "deletion": gone.name, "before": str(gone.status)}
        yield Finding(trial.last.place, {**values, "status": "with the item"})


def _is_listed(trial: Trial) -> bool:
    """Whether the entry stands in the list as before; one that is marked as deleted has changed."""
    read, _, before, after = trial.exchanges
    if {before.status, after.status} != {200}:
        return False
    item = item_with(read.json, _NAMES)
    name = next((n for n in _NAMES if isinstance(item.get(n), str | int)), "")
    entries = [row for row in rows_of(before.json) if name and isinstance(row, dict) and row.get(name) == item[name]]
    return any(row in rows_of(after.json) for row in entries)
