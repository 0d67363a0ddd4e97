"""Routers repeat the version of the API, and no object holds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import prefix_constants
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_VERSIONED = re.compile(r"/(?:[\w-]+/)*?v\d+(?=/)")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    if prefix_constants(project):
        return
    routers = [r for r in project.routers.values() if not r.is_app and r.module in service.modules]
    written = [_VERSIONED.match(string(r.option("prefix")) or "") for r in routers]
    starts = Counter(match[0] for match in written if match is not None)
    if starts and starts.most_common(1)[0][1] >= params.minimum:
        shared, count = starts.most_common(1)[0]
        yield Finding.of(service, count=str(count), shared=shared, service=service.name)
