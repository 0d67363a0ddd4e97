"""A field that holds money is a floating point number."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Component
from fastapi_lint.facts.contract.words import money_field
from fastapi_lint.model.finding import Finding


def check(component: Component) -> Iterator[Finding]:
    for name, schema in component.schema.properties:
        if money_field(name) and schema.type == "number":
            yield Finding.of(component, field=name, model=component.name)
