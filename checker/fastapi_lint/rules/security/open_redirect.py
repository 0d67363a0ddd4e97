"""A redirect leads to whatever address the client names."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_IN_A_LINK = frozenset({"query", "form", "path"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    for call in project.client_calls:
        if call.target in params.responses:
            origin = call.origin(0, "url")
            if origin is not None and origin.leads and not origin.segment and origin.source in _IN_A_LINK:
                yield Finding.of(call, chain=call.chain, origin=origin.described)
