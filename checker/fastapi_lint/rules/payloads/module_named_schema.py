"""The name of a schema shows the module that it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Component
from fastapi_lint.model.finding import Finding


def check(component: Component) -> Iterator[Finding]:
    if "__" in component.name.strip("_"):
        yield Finding.of(component, name=component.name)
