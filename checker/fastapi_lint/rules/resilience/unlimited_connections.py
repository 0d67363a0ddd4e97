"""A client may open as many connections as its library likes."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.operations.outbound import outbound_clients
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for client in outbound_clients(project):
        options = params.clients.get(client.target, ())
        given = any(client.call.keyword(option) is not None for option in options)
        if options and not given and not client.call.has_star:
            yield Finding.of(client, client=client.target, option=options[0])
