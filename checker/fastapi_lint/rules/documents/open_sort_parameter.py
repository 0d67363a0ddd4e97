"""A client may sort by any text."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation_parts import Parameter
from fastapi_lint.facts.contract.words import SORTS
from fastapi_lint.model.finding import Finding


def check(parameter: Parameter) -> Iterator[Finding]:
    schema = parameter.schema
    if parameter.where != "query" or parameter.name.lower() not in SORTS:
        return
    held = schema.items if schema.type == "array" and schema.items is not None else schema
    if held.type == "string" and not set(held.plain) & {"enum", "const", "pattern"}:
        yield Finding.of(parameter, parameter=parameter.name, operation=parameter.operation.name)
