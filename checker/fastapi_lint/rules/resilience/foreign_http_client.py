"""Another server is called with another library than the agreed one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Import, Module
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.operations.outbound import outbound_clients
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HARMLESS = ("Error", "Exception", "Timeout", "Response")
"""Endings of what is imported without calling anybody."""


def check(project: Project, params: Params) -> Iterator[Finding]:
    for module in project.application_modules():
        for import_ in module.imports:
            library = next((f for f in params.foreign if _is_of(import_.target, f)), "")
            if library and _is_called(import_, module):
                yield Finding.of(import_, part="library", used=library, client=params.client)
                break
    for client in outbound_clients(project):
        if client.target.startswith("httpx.") and client.target != "httpx.AsyncClient":
            yield Finding.of(client, part="sync", used=text(client.call.func), client=params.client)


def _is_of(target: str, library: str) -> bool:
    return target == library or target.startswith(f"{library}.")


def _is_called(import_: Import, module: Module) -> bool:
    """Whether the module calls what it imports, exceptions aside."""
    if import_.guard or import_.target.rpartition(".")[2].endswith(_HARMLESS):
        return False
    return any(
        _is_of(site.target, import_.target) and not site.target.endswith(_HARMLESS) for site, _ in module.sites()
    )
