"""A successful answer promises nothing about its body."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation_parts import Answer
from fastapi_lint.model.finding import Finding


def check(answer: Answer) -> Iterator[Finding]:
    schema = answer.schema
    if schema is None or not answer.is_success:
        return
    plain = schema.plain
    if schema.is_empty:
        what = "any value"
    elif schema.type == "object" and not set(plain) & {"properties", "allOf", "anyOf", "oneOf"}:
        if plain.get("additionalProperties", True) not in (True, {}):
            return
        what = "an object of any fields"
    else:
        return
    yield Finding.of(answer, operation=answer.operation.name, status=answer.status, what=what)
