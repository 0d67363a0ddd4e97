"""An answer is declared to hold a secret."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation_parts import Answer
from fastapi_lint.facts.contract.schema import Schema
from fastapi_lint.facts.contract.words import is_secret_field
from fastapi_lint.model.finding import Finding


def check(answer: Answer) -> Iterator[Finding]:
    if answer.schema is None or not answer.is_success:
        return
    shown = (name for name, inner in answer.schema.walk() if is_secret_field(name) and _is_shown(inner))
    for name in dict.fromkeys(shown):
        yield Finding.of(answer, operation=answer.operation.name, field=name)


def _is_shown(schema: Schema) -> bool:
    """Whether the text itself is answered: a `SecretStr` is documented as `writeOnly`, and answered as stars."""
    return schema.type == "string" and not schema.plain.get("writeOnly")
