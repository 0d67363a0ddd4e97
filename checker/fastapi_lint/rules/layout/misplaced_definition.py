"""A definition stands in a file that is for something else."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.definitions import Definition, definitions
from fastapi_lint.facts.layout.homes import is_home, read_homes
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_FOREIGN_TO = {
    "tables": ("schemas", "settings"),
    "routes": ("schemas", "settings", "tables", "exceptions", "dependencies", "services", "helpers"),
}
"""Roles whose definitions tell what their file is for, with the roles that do not go with them; the last one wins."""
_PART_OF_APPS = ("routes", "lifespan", "handlers", "constants", "dependencies", "helpers")
"""Roles that a module which constructs the app may hold; its routes are another rule's."""


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    homes = read_homes(params.homes)
    accepted = {role: [place.rstrip("?") for place in places] for role, places in homes.items()}
    found = list(definitions(project, service))
    apps = {app.module.path: "apps" for app in service.apps}
    known = {d.module.path: d.role for role in _FOREIGN_TO for d in found if d.role == role} | apps
    for role in homes.keys() - {definition.role for definition in found}:
        yield Finding.nothing(f"definition for {homes[role][0]}", role)
    misplaced: dict[tuple[str, str], list[Definition]] = {}
    for definition in found:
        role, path = definition.role, definition.module.path
        if role not in homes or is_home(service.within(path), accepted[role]):
            continue
        if role in params.strict or _is_foreign(role, service.within(path), known.get(path, ""), homes):
            misplaced.setdefault((role, path), []).append(definition)
    for (role, path), several in misplaced.items():
        first = min(several, key=lambda d: d.at)
        more = f" and {len(several) - 1} more" if len(several) > 1 else ""
        yield Finding.of(first, part=role, name=first.name, more=more, role=role, path=path, home=homes[role][0])


def _is_foreign(role: str, path: str, known: str, homes: dict[str, tuple[str, ...]]) -> bool:
    """Whether what else the file defines, or its name, says that it is for another role."""
    if known == "apps":
        return role not in _PART_OF_APPS
    return role in _FOREIGN_TO.get(known, ()) or _is_named(path, role, homes)


def _is_named(path: str, role: str, homes: dict[str, tuple[str, ...]]) -> bool:
    """Whether the name of the file, not only its folder, says that it is for another role."""
    names = (place for other, places in homes.items() if other != role for place in places)
    return is_home(path, [name for name in names if "/" not in name and not name.endswith("?")])
