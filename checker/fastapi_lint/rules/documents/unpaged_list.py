"""A list is answered whole."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import PAGING, is_infrastructure
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    answer = operation.answer(200)
    schema = answer.schema if answer is not None else None
    if operation.method != "GET" or schema is None or schema.type != "array" or not operation.is_collection:
        return
    held = schema.items
    if held is None or held.type != "object" or is_infrastructure(operation.path):
        return
    if not any(p.name.lower() in PAGING for p in operation.parameters):
        yield Finding.of(operation, operation=operation.name, wanted="limit, offset or cursor")
