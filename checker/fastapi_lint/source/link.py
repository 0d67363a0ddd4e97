"""Names across files: which module an import means, through packages, re-exports and `src/` layouts."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable

from fastapi_lint.source.outline import Outline

_NEVER_LOCAL = frozenset(sys.stdlib_module_names) | {"fastapi", "starlette", "pydantic", "sqlalchemy"}


def module_name(path: str) -> str:
    """The dotted name that identifies a file in the project: its path from the root (`backend.app.main`)."""
    stem = path.removesuffix(".py")
    stem = stem.removesuffix("/__init__") if stem != "__init__" else ""
    return stem.replace("/", ".")


class Linker:
    """Resolves names over the outlines of all files. Answers are cached; the outlines never change."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self._outlines = {module_name(o.path): o for o in outlines}
        self._modules = frozenset(self._outlines)
        self._packages = {name for name, o in self._outlines.items() if o.path.endswith("__init__.py")}
        self._suffixes: dict[str, list[str]] = defaultdict(list)
        for name in self._modules:
            parts = name.split(".")
            for start in range(len(parts)):
                self._suffixes[".".join(parts[start:])].append(name)
        self._defined = {name: set(o.names) for name, o in self._outlines.items()}
        self._imported: dict[str, dict[str, str]] = {}
        self._stars: dict[str, list[str]] = {}
        for name, o in self._outlines.items():
            top = [i for i in o.imports if i.top]
            self._imported[name] = {i.bound: i.target for i in top if i.bound not in ("", "*")}
            self._stars[name] = [i.target.removesuffix("*").rstrip(".") or "." for i in top if i.bound == "*"]
        self._cache: dict[tuple[str, str], str] = {}
        self._followed: dict[str, str] = {}

    def forget_outlines(self) -> None:
        """Lets go of what only `bindings` and `targets` need: names can still be followed."""
        self._outlines = {}

    def bindings(self, module: str) -> dict[str, str]:
        """Every name that the module's top level binds, with what it finally means."""
        outline = self._outlines[module]
        found: dict[str, str] = {}
        for star in self._stars[module]:
            source = self._locate(star, module)
            if source in self._modules and source != module:
                public = self._defined[source] | set(self._imported[source])
                found.update({n: self.member(source, n) for n in sorted(public) if not n.startswith("_")})
        for raw in outline.imports:
            if raw.top and raw.bound not in ("", "*"):
                found[raw.bound] = self.absolute(raw.target, module)
        found.update({n: sys.intern(f"{module}.{n}") for n in self._defined[module]})
        return found

    def targets(self, module: str) -> dict[str, str]:
        """What each import statement of the file, nested ones included, finally means: raw target -> dotted name."""
        return {i.target: self.absolute(i.target, module) for i in self._outlines[module].imports if i.bound != "*"}

    def imports(self, module: str) -> frozenset[str]:
        """The modules that one imports anywhere, those that only hand a name on and those that define it."""
        found = set()
        for raw in self._outlines[module].imports:
            target = self._locate(raw.target.removesuffix("*").rstrip(".") or ".", module)
            found |= {self._module_prefix(target), self._module_prefix(self.follow(target))}
        return frozenset(found - {"", module})

    def absolute(self, raw: str, module: str) -> str:
        """What an imported name means when it is written in `module`: a project symbol or an external dotted name."""
        located = self._relative(raw, module) if raw.startswith(".") else self._locate(raw, module)
        return self.follow(located)

    def follow(self, target: str) -> str:
        """Replaces re-exports along a dotted name by what they stand for."""
        known = self._followed.get(target)
        if known is None:
            known = self._followed[target] = sys.intern(self._follow(target))
        return known

    def _follow(self, target: str) -> str:
        for _ in range(12):
            base = self._module_prefix(target)
            if not base:
                return target
            if base == target:
                return self._attribute_over_submodule(target)
            name, _, rest = target[len(base) + 1 :].partition(".")
            means = self.member(base, name)
            following = f"{means}.{rest}" if rest else means
            if following == target:
                return target
            target = following
        return target

    def _attribute_over_submodule(self, target: str) -> str:
        """`from .router import router` in a package makes `package.router` the object, no longer the submodule."""
        package, _, name = target.rpartition(".")
        shadowed = package in self._packages and (name in self._imported[package] or name in self._defined[package])
        return self.member(package, name) if shadowed else target

    def member(self, module: str, name: str) -> str:
        """What `module.name` stands for."""
        key = (module, name)
        if key not in self._cache:
            self._cache[key] = f"{module}.{name}"
            self._cache[key] = self._member(module, name)
        return self._cache[key]

    def _member(self, module: str, name: str) -> str:
        own = f"{module}.{name}"
        if name in self._defined[module]:
            return own
        if raw := self._imported[module].get(name):
            return self.absolute(raw, module)
        if own in self._modules:
            return own
        for star in self._stars[module]:
            source = self._locate(star, module)
            if source in self._modules and source != module:
                if name in self._defined[source] or name in self._imported[source]:
                    return self.member(source, name)
            elif source and source not in self._modules:
                continue
        return own

    def _module_prefix(self, target: str) -> str:
        while target and target not in self._modules:
            target = target.rpartition(".")[0]
        return target

    def _relative(self, raw: str, module: str) -> str:
        rest = raw.lstrip(".")
        level = len(raw) - len(rest)
        package = module if module in self._packages else module.rpartition(".")[0]
        for _ in range(level - 1):
            package = package.rpartition(".")[0]
        return f"{package}.{rest}" if package and rest else package or rest

    def _locate(self, raw: str, module: str) -> str:
        """An absolute import -> the project file that it most plausibly means, else itself."""
        if raw.startswith("."):
            return self._relative(raw, module)
        head = raw.partition(".")[0]
        if head in _NEVER_LOCAL:
            return raw
        prefix = raw
        while prefix:
            candidates = [c for c in self._suffixes.get(prefix, ()) if self._is_root(c, prefix)]
            if candidates:
                return max(candidates, key=lambda c: (_shared(c, module), -len(c))) + raw[len(prefix) :]
            prefix = prefix.rpartition(".")[0]
        return raw

    def _is_root(self, candidate: str, suffix: str) -> bool:
        """Whether the folder before the suffix can be on `sys.path`: it is not itself a package."""
        folder = candidate[: -len(suffix)].rstrip(".")
        return not folder or folder not in self._packages


def _shared(a: str, b: str) -> int:
    count = 0
    for left, right in zip(a.split("."), b.split("."), strict=False):
        if left != right:
            break
        count += 1
    return count
