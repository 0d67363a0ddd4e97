"""A definition stands in a file that is for something else."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.definitions import Definition, definitions
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.homes import is_home, read_homes
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    homes = read_homes(params.homes)
    misplaced: dict[tuple[str, str], list[Definition]] = {}
    for definition in definitions(project, service):
        places = homes.get(definition.role)
        if places is None or is_home(definition.module.path, places):
            continue
        if definition.role in params.strict or _is_foreign(definition, service, homes):
            misplaced.setdefault((definition.role, definition.module.path), []).append(definition)
    for (role, path), several in misplaced.items():
        first = min(several, key=lambda d: d.at)
        more = f" and {len(several) - 1} more" if len(several) > 1 else ""
        yield Finding.of(first, part=role, name=first.name, more=more, role=role, path=path, home=homes[role][0])


def _is_foreign(definition: Definition, service: Service, homes: dict[str, tuple[str, ...]]) -> bool:
    """Whether the file is known to be for another role, or constructs the app; routes there are another rule's."""
    path = definition.module.path
    if any(app.module is definition.module for app in service.apps):
        return definition.role not in ("routes", "lifespan", "handlers", "constants", "dependencies", "helpers")
    return any(is_home(path, places) for role, places in homes.items() if role != definition.role)
