"""Which services of a repository know nothing of each other, so that each is judged as if it were alone.

Two services in one repository often have packages, containers and event types of the same names. A rule that asks
"is this class registered anywhere?" must not take the answer of the other service.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.project import Project

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service
    from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router


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
    return tuple(_Part(project, group, {p for p, home in homes.items() if home in group}) for group in groups)


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


class _Part(Project):
    """The project without the services that are none of `group`."""

    def __init__(self, whole: Project, group: Collection[Service], own: Collection[str]) -> None:
        kept = [m for path, m in whole.modules.items() if path in own or is_shared(whole, path)]
        super().__init__(kept, whole.follow, whole.requirements)
        self.files, self.observed, self.whole = whole.files, whole.observed, whole
        self.services = tuple(s.within_project(self) for s in whole.services if s in group)

    def _has(self, module: Module) -> bool:
        return module.path in self.modules

    @cached_property
    def routers(self) -> dict[str, Router]:
        return {name: r for name, r in self.whole.routers.items() if self._has(r.module)}

    @cached_property
    def mounts(self) -> tuple[Mount, ...]:
        return tuple(m for m in self.whole.mounts if self._has(m.module))

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        return tuple(r for r in self.whole.routes if self._has(r.module))

    @cached_property
    def hooks(self) -> tuple[Hook, ...]:
        return tuple(h for h in self.whole.hooks if self._has(h.module))

    @cached_property
    def middleware(self) -> tuple[Middleware, ...]:
        return tuple(m for m in self.whole.middleware if self._has(m.module))

    @cached_property
    def models(self) -> dict[str, Model]:
        return {name: m for name, m in self.whole.models.items() if self._has(m.module)}

    @cached_property
    def loop_calls(self) -> tuple[LoopCall, ...]:
        return tuple(c for c in self.whole.loop_calls if self._has(c.module))
