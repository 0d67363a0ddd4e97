"""A documented error has no schema."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation_parts import Answer
from fastapi_lint.model.finding import Finding


def check(answer: Answer) -> Iterator[Finding]:
    if answer.status[:1] in {"4", "5"} and answer.schema is None and answer.operation.method != "HEAD":
        yield Finding.of(answer, operation=answer.operation.name, status=answer.status)
