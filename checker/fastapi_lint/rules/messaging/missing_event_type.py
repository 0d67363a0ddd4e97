"""An event type of the common vocabulary is not defined."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.operations.messages import event_types, handles_events
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    enums = event_types(project)
    known = {_normal(name) for enum in enums for name in _names(enum)}
    for type_ in params.types if enums else ():
        if _normal(type_) not in known:
            yield Finding.of(max(enums, key=lambda e: len(e.fields)), part=type_, enum=enums[0].name, type=type_)


def _names(enum: Class) -> Iterator[str]:
    for field in enum.fields:
        yield field.name
        yield string(field.value) or ""


def _normal(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())
