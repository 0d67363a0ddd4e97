"""A service has no way to switch a new path off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.vocabulary import imports_any, speaks_of
from fastapi_lint.model.finding import Finding

_FLAG = re.compile(
    r"(?i)feature_?(?:flag|toggle|switch)|^feature_\w+|^(?:enable|use)_\w+|\w+_enabled$|is_enabled|flags?$"
)


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = tuple(service.application_modules())
    if len(service.routes) < params.routes:
        yield Finding.nothing("API of a size that needs switches")
        return
    if imports_any(modules, params.packages):
        return
    if not speaks_of(service.project, modules, _FLAG):
        yield Finding(service.at, {"service": service.name})
