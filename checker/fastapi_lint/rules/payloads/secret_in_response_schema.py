"""An answer is declared to hold a secret."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation_parts import Answer
from fastapi_lint.facts.contract.words import is_secret_field
from fastapi_lint.model.finding import Finding


def check(answer: Answer) -> Iterator[Finding]:
    if answer.schema is None or not answer.is_success:
        return
    for name in dict.fromkeys(n for n, s in answer.schema.walk() if is_secret_field(n) and s.type == "string"):
        yield Finding.of(answer, operation=answer.operation.name, field=name)
