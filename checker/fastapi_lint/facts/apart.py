"""Which services of a repository know nothing of each other, so that each is judged as if it were alone.

Two services in one repository often have packages, containers and event types of the same names. A rule that asks
"is this class registered anywhere?" must not take the answer of the other service.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.project import Project

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service


def parts(project: Project) -> tuple[Project, ...]:
    """The project as each group of services that import each other sees it; itself when there is one group only.

    What belongs to no service, as a shared library or a script, is in every part.
    """
    return project.remember(_parts, project)


def is_shared(project: Project, path: str) -> bool:
    """Whether a Python file belongs to no service, and so stands in every part."""
    module = project.modules.get(path)
    return module is not None and project.service_of(module) is None


def _parts(project: Project, _: Project) -> tuple[Project, ...]:
    folders = {r.module.path.rpartition("/")[0] for r in project.routers.values() if r.is_app}
    if len(folders) < 2 or len(project.services) < 2:  # the listing of project files is not read for most projects
        return (project,)
    homes = {path: project.service_of(module) for path, module in project.modules.items()}
    groups = _groups(project, {path: home for path, home in homes.items() if home is not None})
    if len(groups) < 2:
        return (project,)
    return tuple(_part(project, group, {p for p, home in homes.items() if home in group}) for group in groups)


def _groups(project: Project, homes: dict[str, Service]) -> list[set[Service]]:
    """The services, those together of which one imports the other."""
    groups = [{service} for service in project.services]
    for path, home in homes.items():
        module = project.modules[path]
        for other in _imported(project, module, homes) if module.role is Role.APPLICATION else ():
            first, second = (next(g for g in groups if s in g) for s in (home, other))
            if first is not second:
                first |= second
                groups.remove(second)
    return groups


def _imported(project: Project, module: Module, homes: dict[str, Service]) -> Iterator[Service]:
    for one in module.imports:
        target = project.follow(one.target)
        while target and target not in project.named:
            target = target.rpartition(".")[0]
        if target and (home := homes.get(project.named[target].path)) is not None:
            yield home


def _part(project: Project, group: Collection[Service], own: Collection[str]) -> Project:
    """The project without the other services."""
    others = {path for path in project.modules if path not in own and not is_shared(project, path)}

    def seen(module: Module) -> bool:
        return module.path not in others

    part = Project(filter(seen, project.modules.values()), project.follow, project.requirements)
    part.routers = {name: r for name, r in project.routers.items() if seen(r.module)}
    part.mounts = tuple(m for m in project.mounts if seen(m.module))
    part.routes = tuple(r for r in project.routes if seen(r.module))
    part.hooks = tuple(h for h in project.hooks if seen(h.module))
    part.middleware = tuple(m for m in project.middleware if seen(m.module))
    part.models = {name: m for name, m in project.models.items() if seen(m.module)}
    part.loop_calls = tuple(c for c in project.loop_calls if seen(c.module))
    part.files, part.observed, part.whole = project.files, project.observed, project
    part.services = tuple(s.within_project(part) for s in project.services if s in group)
    return part
