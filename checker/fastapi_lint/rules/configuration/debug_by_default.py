"""A debugging switch is on unless somebody turns it off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import default_of, first_match, own_fields, settings_classes
from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_DEVELOPMENT = re.compile(r"dev|local|test|debug")
"""Classes and files that are for working on the service."""


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        if _DEVELOPMENT.search(f"{model.name}/{model.module.path.rpartition('/')[2]}".lower()):
            continue
        for field in own_fields(model):
            part = first_match(field.name, params.names)
            if part and is_constant(default_of(project, field), value=True):
                yield Finding.of(field, part=part, field=field.name)
