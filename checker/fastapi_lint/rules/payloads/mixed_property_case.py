"""Fields of one model are written in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Component
from fastapi_lint.model.finding import Finding

_SNAKE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+$")
_CAMEL = re.compile(r"[a-z]+[0-9]*(?:[A-Z][a-z0-9]+)+$")


def check(component: Component) -> Iterator[Finding]:
    names = [name for name, _ in component.schema.properties]
    snake = next((n for n in names if _SNAKE.match(n)), "")
    camel = next((n for n in names if _CAMEL.match(n)), "")
    if snake and camel:
        yield Finding.of(component, model=component.name, snake=snake, camel=camel)
