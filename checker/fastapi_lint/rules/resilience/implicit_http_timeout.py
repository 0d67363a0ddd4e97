"""A client relies on its library's own timeout."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.operations.outbound import OutboundClient, outbound_clients
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(outbound_clients(project))
    yield from Finding.unless(met, "HTTP client")
    for client in met:
        call = client.call
        if client.target in params.clients and not call.has_star and not _is_limited(client):
            yield Finding.of(client, call=text(call.func).replace("(…)", ""))


def _is_limited(client: OutboundClient) -> bool:
    """Whether the client, a request of the same function or a block around it has a limit."""
    sites = client.function.body.calls if client.function is not None else (client.site,)
    blocks = (item for frame in client.site.frames for item in frame.items if isinstance(item, Call))
    return any(s.call.keyword("timeout") is not None for s in sites) or any("timeout" in b.method for b in blocks)
