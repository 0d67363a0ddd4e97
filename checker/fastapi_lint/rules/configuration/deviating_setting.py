"""A setting has another type, bound or default than the guideline describes."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.setting_specs import deviation, parse_setting
from fastapi_lint.facts.configuration.settings import settings_classes, settings_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        for setting in settings_of(project, model) or ():
            for spec in map(parse_setting, params.settings):
                if spec.means(setting.name) and (how := deviation(project, spec, setting.field)):
                    yield Finding.of(setting, part=spec.name, setting=setting.name, how=how)
