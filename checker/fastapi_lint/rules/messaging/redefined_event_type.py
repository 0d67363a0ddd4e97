"""A service defines its own list of event types beside the shared one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.operations.messages import event_types, handles_events
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import path_of


def check(project: Project) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    enums = sorted(event_types(project), key=lambda c: (-_sharedness(c), -len(c.fields), path_of(c.at)))
    for number, enum in enumerate(enums):
        first = next((e for e in enums[:number] if _members(e) & _members(enum)), None)
        if first is not None:
            yield Finding.of(enum, name=enum.name, other=f"`{path_of(first.at)}`")


def _sharedness(enum: Class) -> int:
    """How much the place of an enum says that others import it."""
    return sum(word in path_of(enum.at) for word in ("shared", "contracts", "common", "events"))


def _members(enum: Class) -> set[str]:
    return {string(f.value) or f.name for f in enum.fields if f.value is not None}
