"""An idempotency key is accepted, and nothing durable remembers it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.idempotency import key_parameter, remembers_keys
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    library = any("idempotency" in m.target.lower() for m in project.middleware)
    if library or remembers_keys(project):
        return
    seen = set()
    for route in project.routes:
        found = key_parameter(project, route)
        if found is not None and found[1].at not in seen:
            seen.add(found[1].at)
            problem = "no table with a unique column remembers it"
            yield Finding.of(found[1], name=found[1].name, function=found[0].name, problem=problem)
