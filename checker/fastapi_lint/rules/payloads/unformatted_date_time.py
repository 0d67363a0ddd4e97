"""A field that holds a time has no date-time format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Component
from fastapi_lint.model.finding import Finding

_TIME = re.compile(r"(?:_at|_time|timestamp|datetime|[a-z]At)$")


def check(component: Component) -> Iterator[Finding]:
    for name, schema in component.schema.properties:
        plain = schema.plain
        if _TIME.search(name) and schema.type == "string" and not set(plain) & {"format", "enum", "const", "pattern"}:
            yield Finding.of(component, field=name, model=component.name)
