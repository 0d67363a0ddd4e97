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
            if told := problem(_whole(example, schema), schema):
                shown = component.name if name == component.name else f"{component.name}.{name}"
                yield Finding.of(component, name=shown, problem=told.told)
                break


def _whole(example: Any, schema: Schema) -> Any:
    """The example as its author wrote it: FastAPI leaves every null out of the document."""
    if isinstance(example, list) and schema.items is not None:
        return [_whole(item, schema.items) for item in example]
    if not isinstance(example, dict):
        return example
    known = dict(schema.properties)
    lost = {name: None for name in schema.required if name not in example and name in known and known[name].nullable}
    return lost | {name: _whole(value, known[name]) if name in known else value for name, value in example.items()}


def _examples(schema: Schema) -> Iterator[Any]:
    raw = schema.raw if isinstance(schema.raw, dict) else {}
    if isinstance(raw.get("examples"), list):
        yield from raw["examples"]
    if "example" in raw:
        yield raw["example"]
