"""A service has no container for its services, no helper that injects from it, or no common base of them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.injection.wiring import Wiring, wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    imported = {i.target.split(".")[0] for m in service.application_modules() for i in m.imports}
    if imported.intersection(params.libraries):
        return
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.of(service, part="container", service=service.name, lack="no container that makes its services")
        return
    if not found.container.helpers:
        lack = f"no function that injects from `{found.container.class_.name}`"
        yield Finding.of(service, part="helper", service=service.name, lack=lack)
    if not _has_base(project, found):
        yield Finding.of(service, part="base", service=service.name, lack="no common base class of its services")


def _has_base(project: Project, found: Wiring) -> bool:
    """Whether the registered services of the project share an ancestor in it; two are needed to tell."""
    made = {c.symbol: c for r in found.registrations if (c := project.class_(r.produced) if r.produced else None)}
    services = [c for c in made.values() if not project.hierarchy.is_model(c)]
    if len(services) < 2 or not all(project.hierarchy.knows_all_bases(c) for c in services):
        return True
    families = [{a.symbol for a in project.hierarchy.project_ancestors(c)} - {c.symbol} for c in services]
    return any(one & other for n, one in enumerate(families) for other in families[n + 1 :])
