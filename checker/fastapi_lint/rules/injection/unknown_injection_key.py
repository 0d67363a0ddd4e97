"""A service is injected by a key under which nothing is registered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import FString, string
from fastapi_lint.facts.injection.registration import Registration
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not found.registrations:
        return
    patterns = [_pattern(project, r) for r in found.registrations if r.key is not None]
    if None in patterns:
        return
    for injection in found.injections:
        key = string(injection.wanted)
        if key is not None and not any(re.fullmatch(p, key) for p in patterns if p is not None):
            yield Finding.of(injection, key=key)


def _pattern(project: Project, registration: Registration) -> str | None:
    """The keys of a registration as an expression over text; None when they cannot be known."""
    key = registration.key
    value = project.constant(key, registration.function)
    if isinstance(value, str):
        return re.escape(value)
    return ".+".join(re.escape(part) for part in key.text.split("{}")) if isinstance(key, FString) else None
