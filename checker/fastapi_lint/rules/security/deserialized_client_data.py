"""Bytes from the client are loaded in a format that can run code."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.client.calls import ClientCall
from fastapi_lint.facts.expression import target_of, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for call in project.client_calls:
        if call.target in params.loaders and not _is_safe(call):
            origin = call.origin(0, "file", "stream", "data", "filepath_or_buffer")
            if origin is not None:
                yield Finding.of(call, chain=call.chain, call=text(call.call), origin=origin.described)


def _is_safe(call: ClientCall) -> bool:
    """Whether YAML is loaded with a loader other than those known to be unsafe."""
    if not call.target.startswith("yaml.load"):
        return False
    loader = target_of(call.call.argument(1, "Loader")).rpartition(".")[2]
    return loader not in ("Loader", "UnsafeLoader", "CLoader", "FullLoader", "CUnsafeLoader")
