"""Nobody has to review changes of the guideline."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_OWNERS = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


def check(service: Service, params: Params) -> Iterator[Finding]:
    if not service.repository_has(*params.guidelines):
        yield Finding.nothing("guideline document")
    elif not service.repository_has(*_OWNERS):
        yield Finding(service.at, {"service": service.name})
