"""A tool for development is installed with the service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    used = {i.target.partition(".")[0] for m in service.application_modules() for i in m.imports}
    for manifest in service.manifests:
        for required in manifest.requirements:
            if not required.group and required.name in params.tools and required.name.replace("-", "_") not in used:
                yield Finding.of(required, name=required.name)
