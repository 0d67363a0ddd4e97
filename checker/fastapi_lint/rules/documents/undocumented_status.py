"""The document leaves out an answer that the operation must have."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    for status, case in _expected(operation):
        if operation.answer(status) is None:
            yield Finding.of(operation, operation=operation.name, status=str(status), case=case, part=str(status))


def _expected(operation: Operation) -> Iterator[tuple[int, str]]:
    if not operation.is_collection:
        last = operation.path.rpartition("{")[2].rstrip("}/")
        free = [p for p in operation.parameters if p.name == last and "enum" not in p.schema.plain]
        if free:
            yield 404, f"an unknown {last}"
    if operation.is_secured:
        yield 401, "a caller without credentials"
