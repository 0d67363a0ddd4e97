"""Text from the client is run as code or as a template."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for call in project.client_calls:
        if call.target in params.evaluators and (origin := call.origin(0, "source", "text")) is not None:
            yield Finding.of(call, chain=call.chain, call=text(call.call), origin=origin.described)
