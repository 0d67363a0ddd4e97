"""A registered service does not derive from the base class of all services."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.wiring import wiring
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    own = {c.name for m in project.application_modules() for c in m.classes}
    if found is None:
        yield Finding.nothing("service container")
        return
    if not own.intersection(params.bases):
        return
    reported: set[str] = set()
    for registration in found.registrations:
        class_ = project.class_(registration.produced) if registration.produced else None
        if class_ is None or class_.symbol in reported or not class_.name.endswith(params.suffixes):
            continue
        ancestors = project.hierarchy.ancestors(class_)
        known = project.hierarchy.knows_all_bases(class_)
        if known and not any(n.rpartition(".")[2] in params.bases for n in ancestors):
            reported.add(class_.symbol)
            yield Finding.of(class_, service=class_.name, base=params.bases[0])
