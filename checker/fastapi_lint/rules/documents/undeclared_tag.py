"""A tag that the document does not describe."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    listed = operation.document.raw.get("tags", ())
    declared = {tag.get("name") for tag in listed if isinstance(tag, dict)}
    for tag in operation.tags if declared else ():
        if tag not in declared:
            yield Finding.of(operation, operation=operation.name, tag=tag)
