"""An operation is called deprecated but not flagged so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding

_ANNOUNCED = re.compile(r"^\W*(?:\[?deprecated\b|this (?:endpoint|operation|route) is deprecated)", re.IGNORECASE)


def check(operation: Operation) -> Iterator[Finding]:
    for where in ("summary", "description"):
        if not operation.raw.get("deprecated") and _ANNOUNCED.search(str(operation.raw.get(where, ""))):
            yield Finding.of(operation, operation=operation.name, where=where)
            return
