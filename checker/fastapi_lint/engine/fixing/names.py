"""What a file's names mean, and which imports its fixes add and make superfluous."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import libcst as cst

from fastapi_lint.engine.fixing import imports
from fastapi_lint.engine.fixing.tree import mentions, quotes


class Names:
    """The imports at the top level of one file, and what the fixes of one pass ask for.

    An import under `if TYPE_CHECKING` or inside a function does not count: its name may be missing at run time.
    """

    def __init__(self, module: cst.Module, *, keep_imports: bool = False) -> None:
        self._module = module
        self._keep_imports = keep_imports
        self._objects: dict[str, str] = {}
        self._modules: dict[str, str] = {}
        self._mentions: Counter[str] | None = None
        self._planned: dict[str, str] = {}
        self._freed: list[str] = []
        for statement in imports.statements(module):
            self._note(statement)

    def _note(self, statement: cst.Import | cst.ImportFrom) -> None:
        if isinstance(statement, cst.Import):
            for alias in statement.names:
                self._modules[alias.evaluated_name] = alias.evaluated_alias or alias.evaluated_name
        elif not isinstance(statement.names, cst.ImportStar) and not statement.relative:
            origin = imports.module_of(statement)
            for alias in statement.names:
                dotted = _usual(f"{origin}.{alias.evaluated_name}")
                self._objects[dotted] = alias.evaluated_alias or alias.evaluated_name

    @property
    def postponed(self) -> bool:
        """Whether the file has `from __future__ import annotations`."""
        return "__future__.annotations" in self._objects

    def local(self, dotted: str) -> str | None:
        """How this file writes a dotted name, imported or to be imported; None when something else has that name."""
        origin, _, name = dotted.rpartition(".")
        known = self._objects.get(_usual(dotted)) or self._modules.get(dotted)
        if known is not None:
            return known
        if origin in self._modules:
            return f"{self._modules[origin]}.{name}"
        if name in self._planned:
            return name if self._planned[name] == dotted else None
        return None if self.mentions[name] else name

    @property
    def mentions(self) -> Counter[str]:
        """How often each plain name stands in the file."""
        if self._mentions is None:
            self._mentions = mentions(self._module)
        return self._mentions

    def commit(self, used: Iterable[str], freed: Iterable[str]) -> None:
        """Notes what a codemod needs and what it stopped using."""
        for dotted in used:
            origin, _, name = dotted.rpartition(".")
            if not (_usual(dotted) in self._objects or dotted in self._modules or origin in self._modules):
                self._planned[name] = dotted
        self._freed += freed

    def settle(self, module: cst.Module) -> cst.Module:
        """The changed file with the imports that it now needs, without those that it stopped using."""
        for dotted in sorted(set(self._planned.values())):
            module = imports.add(module, dotted)
        candidates = [n for n in dict.fromkeys(self._freed) if self._is_imported(n)]
        if candidates and not self._keep_imports:
            left = mentions(module)
            for name in candidates:
                if left[name] == 1 and not quotes(module, name):
                    module = imports.remove(module, name)
        return module

    def _is_imported(self, name: str) -> bool:
        return name in self._objects.values() or name in self._modules.values()


def _usual(dotted: str) -> str:
    """The standard library's name of what `typing_extensions` has for older versions of Python."""
    return f"typing.{dotted.removeprefix('typing_extensions.')}" if dotted.startswith("typing_extensions.") else dotted
