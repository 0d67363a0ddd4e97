"""A route of the template's demonstration is still served."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    wanted = re.compile(params.pattern)
    seen: set[str] = set()
    for route in service.routes:
        path = next((p for p in route.paths if wanted.search(p)), "")
        if path and route.module.path not in seen:
            seen.add(route.module.path)
            yield Finding.of(route, path=path)
