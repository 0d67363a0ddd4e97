"""The summary of an operation is only its function name."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    summary = operation.raw.get("summary", "")
    name = summary.lower().replace(" ", "_")
    generated = f"{name}_" if summary == name.replace("_", " ").title() else None
    if not summary or (generated and operation.raw.get("operationId", "").lower().startswith(generated)):
        yield Finding.of(operation, operation=operation.name, summary=summary)
