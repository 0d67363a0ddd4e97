"""The ETag that was just read is refused by If-Match."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "refused-version":
        read, changed = trial.exchanges
        if tag := changed.request.header("if-match"):
            values = {"operation": changed.name, "status": str(changed.status), "tag": tag, "read": read.name}
            yield Finding(changed.place, values)
