"""A registered service does not derive from the base class of all services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    made = {c.symbol: c for r in found.registrations if (c := project.class_(r.produced) if r.produced else None)}
    services = [c for c in made.values() if c.name.endswith(params.suffixes)]
    bases = _bases(project, services, params)
    for class_ in services if bases else ():
        ancestors = project.hierarchy.ancestors(class_)
        if project.hierarchy.knows_all_bases(class_) and not bases.intersection(ancestors):
            yield Finding.of(class_, service=class_.name, base=min(bases).rpartition(".")[2])


def _bases(project: Project, services: list[Class], params: Params) -> set[str]:
    """The classes of the agreed names, else those from which most of the services derive."""
    named = {c.symbol for m in project.application_modules() for c in m.classes if c.name in params.bases}
    if named:
        return named
    above = Counter(a.symbol for c in services for a in project.hierarchy.project_ancestors(c) if a is not c)
    return {symbol for symbol, count in above.items() if count > len(services) / 2 and count > 1}
