"""A request body has no example."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.schema import Schema
from fastapi_lint.model.finding import Finding


def check(operation: Operation) -> Iterator[Finding]:
    described = operation.body_media.get("application/json")
    body = operation.body
    if body is None or not isinstance(described, dict) or "example" in described or "examples" in described:
        return
    fields = dict(body.properties)
    if "examples" not in body.plain and fields and not all(_tells(fields[name]) for name in body.required):
        yield Finding.of(operation, operation=operation.name)


def _tells(schema: Schema) -> bool:
    """Whether a field shows what a value looks like: by an example, a fixed set, or its own fields."""
    shown = schema.plain.keys() | (schema.raw if isinstance(schema.raw, dict) else {}).keys()
    return bool(shown & {"examples", "example", "enum", "const", "default"})
