"""Text from the client is run as code or as a template."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.client.calls import ClientCall
from fastapi_lint.facts.expression import FString, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for call in project.client_calls:
        if call.target not in params.evaluators or _stays_in_package(call):
            continue
        if (origin := call.origin(0, "source", "text")) is not None:
            yield Finding.of(call, chain=call.chain, call=text(call.call), origin=origin.described)


def _stays_in_package(call: ClientCall) -> bool:
    """Whether only modules of one package can be imported: its name stands before what the client sends."""
    named = call.call.argument(0, "name")
    first = named.text.partition("{")[0] if isinstance(named, FString) else ""
    return call.target == "importlib.import_module" and "." in first
