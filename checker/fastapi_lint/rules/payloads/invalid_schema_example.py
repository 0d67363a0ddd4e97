"""An example breaks its own schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.conformity import problem
from fastapi_lint.facts.contract.openapi import Component
from fastapi_lint.facts.contract.schema import Schema
from fastapi_lint.model.finding import Finding


def check(component: Component) -> Iterator[Finding]:
    for name, schema in [(component.name, component.schema), *component.schema.properties]:
        for example in _examples(schema):
            if told := problem(example, schema):
                shown = component.name if name == component.name else f"{component.name}.{name}"
                yield Finding.of(component, name=shown, problem=told)
                break


def _examples(schema: Schema) -> Iterator[Any]:
    raw = schema.raw if isinstance(schema.raw, dict) else {}
    if isinstance(raw.get("examples"), list):
        yield from raw["examples"]
    if "example" in raw:
        yield raw["example"]
