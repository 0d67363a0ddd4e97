"""Dotted names of the project -> what they finally mean, through re-exports."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping


class Names(ABC):
    """Follows names through the modules of a project. Answers are kept: what modules bind never changes."""

    def __init__(self, modules: Collection[str], packages: Collection[str]) -> None:
        self.modules = modules
        self.packages = packages
        self._followed: dict[str, str] = {}

    @abstractmethod
    def bound(self, module: str, name: str) -> str | None:
        """What a name means at the module's top level, None when nothing there binds it."""

    def follow(self, target: str) -> str:
        """Replaces re-exports along a dotted name by what they stand for."""
        known = self._followed.get(target)
        if known is None:
            known = self._followed[target] = sys.intern(self._follow(target))
        return known

    def _follow(self, target: str) -> str:
        for _ in range(12):
            base = self.module_of(target)
            if not base:
                return target
            if base == target:
                return self._attribute_over_submodule(target)
            name, _, rest = target[len(base) + 1 :].partition(".")
            means = self.bound(base, name) or f"{base}.{name}"
            following = f"{means}.{rest}" if rest else means
            if following == target:
                return target
            target = following
        return target

    def _attribute_over_submodule(self, target: str) -> str:
        """`from .router import router` in a package makes `package.router` the object, no longer the submodule."""
        package, _, name = target.rpartition(".")
        shadowed = self.bound(package, name) if package in self.packages else None
        return shadowed or target

    def module_of(self, target: str) -> str:
        """The module in which a name stands, "" outside of the project."""
        while target and target not in self.modules:
            target = target.rpartition(".")[0]
        return target


class ReadNames(Names):
    """By what the modules that are read bind, without the tables that linking their imports takes."""

    def __init__(
        self, modules: Collection[str], packages: Collection[str], bindings: Mapping[str, Mapping[str, str]]
    ) -> None:
        super().__init__(modules, packages)
        self._bindings = bindings

    def bound(self, module: str, name: str) -> str | None:
        """As recorded; None for every name of a module that is not read."""
        return self._bindings.get(module, {}).get(name)
