"""An event type has no schema in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Attribute, Expr, Mapping, target_of, walk
from fastapi_lint.facts.operations.messages import event_types, handles_events
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    registered, registry = _registered(project)
    for enum in event_types(project) if registered else ():
        members = [f for f in enum.fields if f.value is not None and f.name.isupper()]
        if not any(f"{enum.symbol}.{f.name}" in registered for f in members):
            continue
        for field in members:
            if f"{enum.symbol}.{field.name}" not in registered:
                yield Finding.of(field, type=field.name, registry=f"`{registry}`")


def _registered(project: Project) -> tuple[set[str], str]:
    """Dotted names of the registered members, and the file that registers most of them."""
    found: set[str] = set()
    where = ""
    for module in project.application_modules():
        tables = [a.value for a in module.top.assigns if isinstance(a.value, Mapping)]
        keys = [k for t in tables for k, v in t.items if k is not None and _is_model(project, v)]
        sites = [s for s, _ in module.sites() if "register" in s.call.method and len(s.call.args) > 1]
        keys += [s.call.args[0].value for s in sites if _is_model(project, s.call.args[-1].value)]
        members = {name for key in keys for name in _members(project, key)}
        where = module.path if members - found else where
        found |= members
    return found, where


def _is_model(project: Project, value: Expr) -> bool:
    classes: list[Class | None] = [project.class_(target_of(part)) for part in walk(value)]
    return any(c is not None and project.hierarchy.is_model(c) for c in classes)


def _members(project: Project, key: Expr) -> Iterator[str]:
    for part in walk(key):
        if isinstance(part, Attribute) and target_of(part.value):
            yield f"{project.follow(target_of(part.value))}.{part.attr}"
