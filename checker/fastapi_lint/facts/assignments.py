"""What a module-level name was last assigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Assign, Module

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


class Assignments:
    """Sorts the assignments of a module by name when the first of its names is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_module: dict[str, dict[str, Assign]] = {}
        self._found: dict[str, Assign | None] = {}

    def of(self, target: str) -> Assign | None:
        """The last plain assignment of a dotted name, also where another module exports it again."""
        if target not in self._found:
            found = self._find(target)
            self._found[target] = found if found is not None else self._find(self._project.follow(target))
        return self._found[target]

    def _find(self, target: str) -> Assign | None:
        base, _, name = target.rpartition(".")
        module = self._project.named.get(base)
        if module is None:
            return None
        if base not in self._by_module:
            self._by_module[base] = _plain(module)
        return self._by_module[base].get(name)


def _plain(module: Module) -> dict[str, Assign]:
    plain = (a for a in module.top.assigns if len(a.names) == 1 and not a.op and a.source != "for")
    return {a.names[0]: a for a in plain}
