"""A logging handler sends every record over the network from the thread that logs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_QUEUES = frozenset({"logging.handlers.QueueHandler", "logging.handlers.QueueListener"})


def check(module: Module, params: Params, project: Project) -> Iterator[Finding]:
    for site in module.calls():
        if project.follow(site.target) not in params.handlers:
            continue
        if any(r.is_async for r in project.routes) and not _queues_records(project):
            yield Finding.of(site, handler=text(site.call.func))


def _queues_records(project: Project) -> bool:
    """Whether the project hands its records to a queue somewhere, as the remedy asks."""
    imported = {i.target for m in project.modules.values() for i in m.imports}
    called = (s.target for m in project.modules.values() for b in m.scopes() for s in b.calls)
    return bool(imported & _QUEUES) or any(t in _QUEUES for t in called)
