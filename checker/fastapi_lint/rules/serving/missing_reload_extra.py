"""The server is asked to reload, and the package that watches files is not required."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.running.runner import runners
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    own = {m.path for m in service.modules}
    calls = [r.site.call for r in runners(service.project) if r.server == params.server and r.module.path in own]
    reloading = any((given := c.keyword("reload")) is not None and not is_constant(given, value=False) for c in calls)
    found = [r for m in service.manifests for r in m.requirements if r.name == params.server]
    if not reloading or not found or any({"reload", "all"} & set(r.extras) for r in found):
        return
    if service.requirement("watchfiles") is None:
        yield Finding.of(found[0], server=params.server)
