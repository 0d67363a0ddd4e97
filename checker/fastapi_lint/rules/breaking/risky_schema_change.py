"""A change of the API may break clients of the saved document."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.changes import Change
from fastapi_lint.model.finding import Finding


def check(change: Change, params: Params) -> Iterator[Finding]:
    if change.level != "risky" or change.kind in params.accepted:
        return
    told = f": {change.old or 'nothing'} became {change.new or 'nothing'}" if change.old or change.new else ""
    values = {"operation": change.operation, "subject": change.subject, "kind": change.kind, "told": told}
    yield Finding(change.at, values, part=change.kind)
