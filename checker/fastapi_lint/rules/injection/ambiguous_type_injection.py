"""A service is injected by a type that has no registration, or more than one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.facts.injection.wiring import Wiring, wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    yield from Finding.unless(found, "service container")
    for injection in found.injections if found is not None and found.registrations else ():
        if found is None or not isinstance(injection.wanted, Name | Attribute):
            continue
        type_ = project.types.named(injection.wanted)
        if type_ and (count := _count(project, found, type_)):
            yield Finding.of(injection, type=type_.rpartition(".")[2], count=count)


def _count(project: Project, found: Wiring, type_: str) -> str:
    """How many registrations make the type, "" when it is one or cannot be told."""
    own = found.of_type(project, type_)
    if len(own) > 1:
        return f"{len(own)} registrations"
    if own:
        return "one registration per turn of a loop" if own[0].site.loop is not None else ""
    if any(not r.produced for r in found.registrations):
        return ""
    made = [project.class_(r.produced) for r in found.registrations]
    derived = any(c is not None and type_ in project.hierarchy.ancestors(c) for c in made)
    return "" if derived else "no registration"
