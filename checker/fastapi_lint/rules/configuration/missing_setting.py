"""The settings lack a variable that the guideline describes."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.setting_specs import SettingSpec, parse_setting
from fastapi_lint.facts.configuration.settings import Setting, is_mapping, settings_classes, settings_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    read = [settings_of(project, model) for model in settings_classes(project, service)]
    if not read or None in read:
        yield Finding.nothing("settings class that can be read")
        return
    found = [setting for settings in read for setting in settings or ()]
    first = max(settings_classes(project, service), key=lambda model: len(model.fields))
    for spec in map(parse_setting, params.settings):
        if not any(_reads(setting, spec) for setting in found):
            yield Finding.of(first, part=spec.name, setting=spec.name, settings=first.name)


def _reads(setting: Setting, spec: SettingSpec) -> bool:
    """Whether it is the variable, under any of its names, or a mapping that takes it."""
    if spec.means(setting.name):
        return True
    return is_mapping(setting.field) and any(name.startswith(f"{setting.name}__") for name in spec.names)
