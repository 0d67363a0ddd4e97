"""An exception's name does not say what has gone wrong."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.definitions import definitions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    for definition in definitions(project, service):
        if definition.role != "exceptions":
            continue
        stem = definition.name.removesuffix("Exception").removesuffix("Error")
        if stem in params.vague and not _is_base(project, f"{definition.module.name}.{definition.name}"):
            yield Finding.of(definition, name=definition.name)


def _is_base(project: Project, symbol: str) -> bool:
    """Whether other exceptions derive from it, so that the general name is its point."""
    return any(symbol in project.hierarchy.ancestors(c)[1:] for c in project.classes.values())
