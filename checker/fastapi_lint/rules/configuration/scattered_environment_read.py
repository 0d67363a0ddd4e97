"""Code other than the settings reads the environment."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.environment import environment_reads
from fastapi_lint.facts.configuration.settings import first_match, settings_classes
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.homes import lies_in
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SETTINGS_OBJECTS = frozenset({"dynaconf.Dynaconf", "dynaconf.LazySettings"})
"""What is settings class and reader in one: where a module makes it, all else reads its settings from there."""


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    homes = {model.module.path for model in settings_classes(project, service)}
    for module in service.application_modules():
        if module.path in homes or any(lies_in(module.path, place) for place in params.allowed):
            continue
        made_here = {site.at for site in module.top.calls if site.target in _SETTINGS_OBJECTS}
        for read in environment_reads(project, module, params.loaders):
            if read.at not in made_here and not first_match(read.name, params.platform):
                yield Finding.of(read, call=read.call, name=read.name or "a variable")
