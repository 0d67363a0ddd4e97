"""A database engine or a client with a pool is constructed while a request is served."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.keeping import is_kept
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    own = {module.path for module in service.application_modules()}
    for call in project.loop_calls:
        served = call.module.path in own and call.phase == "request"
        if served and call.is_one_of(params.clients) and not is_kept(call):
            yield Finding.of(call, chain=call.chain, call=text(call.site.call.func), entry=call.entry)
