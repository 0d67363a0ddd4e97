"""The size of a page has no upper bound."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.operation_parts import Parameter
from fastapi_lint.facts.contract.words import PAGE_SIZES
from fastapi_lint.model.finding import Finding


def check(parameter: Parameter, params: Params) -> Iterator[Finding]:
    schema = parameter.schema
    if parameter.where != "query" or parameter.name.lower() not in PAGE_SIZES or schema.type != "integer":
        return
    most = schema.limit("maximum") if schema.limit("maximum") is not None else schema.limit("exclusiveMaximum")
    if "enum" in schema.plain or "const" in schema.plain or (most is not None and most <= params.largest):
        return
    told = "has no maximum" if most is None else f"allows {most:g}, more than {params.largest}"
    yield Finding.of(parameter, parameter=parameter.name, operation=parameter.operation.name, problem=told)
