"""A service reads its configuration, and no settings class checks it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.environment import environment_reads
from fastapi_lint.facts.configuration.settings import first_match, settings_classes
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    if settings_classes(project, service):
        return
    for module in service.application_modules():
        reads = environment_reads(project, module, params.loaders)
        own = [read for read in reads if not first_match(read.name, params.platform)]
        if own:
            first = min(own, key=lambda read: read.at)
            yield Finding.of(first, call=first.call)
            return
