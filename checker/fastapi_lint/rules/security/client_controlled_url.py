"""The client chooses which server the service calls."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.client.calls import ClientCall
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_WITH_VERB_FIRST = frozenset({"request", "stream"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    for call in project.client_calls:
        origin = _origin(call, params)
        if origin is not None and origin.leads and origin.source != "credential":
            yield Finding.of(call, chain=call.chain, call=text(call.call), origin=origin.described)


def _origin(call: ClientCall, params: Params) -> Origin | None:
    client, _, method = call.target.rpartition(".")
    if call.target in params.calls:
        return call.origin(0, "url")
    if client not in params.modules:
        return None
    if method in _WITH_VERB_FIRST:
        return call.origin(1, "url")
    return call.origin(0, "url") if method in _VERBS else None
