"""A deprecated operation does not say when it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding

_WHEN = re.compile(r"\b20\d\d\b|\bv(?:ersion)? ?\d", re.IGNORECASE)


def check(operation: Operation) -> Iterator[Finding]:
    if not operation.raw.get("deprecated"):
        return
    told = f"{operation.raw.get('summary', '')} {operation.raw.get('description', '')}"
    if "x-sunset" not in operation.raw and not _WHEN.search(told):
        yield Finding.of(operation, operation=operation.name)
