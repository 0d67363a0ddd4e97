"""A name that every package has is imported from another package without saying whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Import, Module
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    for module in service.application_modules():
        for imported in module.imports:
            if imported.kind != "from" or not _is_elsewhere(project, module, imported):
                continue
            bound, owner = imported.bound, imported.target.rpartition(".")[0].split(".")
            if bound in params.modules and imported.target in project.named:
                yield Finding.of(imported, part="module", name=bound, alias=f"{owner[-1]}_{bound}")
            elif bound in params.names and imported.target.rpartition(".")[2] == bound and len(owner) > 1:
                alias = f"{owner[-2].title()}{bound}" if bound[:1].isupper() else f"{owner[-2]}_{bound}"
                yield Finding.of(imported, part="name", name=bound, alias=alias)


def _is_elsewhere(project: Project, module: Module, imported: Import) -> bool:
    """Whether the import reaches into another package of the project, neither above nor below its own."""
    if not project.is_known(imported.target):
        return False
    package = module.name if module.is_package else module.name.rpartition(".")[0]
    source = imported.target.rpartition(".")[0]
    if source in project.named and not project.named[source].is_package:
        source = source.rpartition(".")[0]
    related = f"{package}.".startswith(f"{source}.") or f"{source}.".startswith(f"{package}.")
    return not related
