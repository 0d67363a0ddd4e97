"""Names across files: which module an import means, through packages, re-exports and `src/` layouts."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self

from fastapi_lint.source.follow import Names
from fastapi_lint.source.imports import RawImport
from fastapi_lint.source.outline import Outline

_PYDANTIC_1 = "pydantic.v1."
_NEVER_LOCAL = frozenset(sys.stdlib_module_names) | {"fastapi", "starlette", "pydantic", "sqlalchemy"}
_LIBRARIES = frozenset({
    "aiobotocore", "aiofiles", "aiohttp", "aiokafka", "aioredis", "alembic", "anthropic", "anyio", "asyncpg", "bcrypt",
    "beanie", "boto3", "botocore", "celery", "fastapi_users", "google", "httpx", "jinja2", "jose", "jwt", "loguru",
    "motor", "openai", "passlib", "paramiko", "pika", "psycopg", "psycopg2", "pwdlib", "pydantic_settings", "pymongo",
    "pymysql", "redis", "requests", "sentry_sdk", "sqlmodel", "stripe", "structlog", "supabase", "tenacity", "tortoise",
    "urllib3", "uvicorn", "yaml",
})  # fmt: skip
"""Libraries that folders and files are often named after (`clients/redis.py`); their names mean a file of the project
only when it lies at the root."""


def module_name(path: str) -> str:
    """The dotted name that identifies a file in the project: its path from the root (`backend.app.main`)."""
    stem = path.removesuffix(".py")
    stem = stem.removesuffix("/__init__") if stem != "__init__" else ""
    return stem.replace("/", ".")


class Places:
    """Which module of the project an absolute import means, by the files that there are. Answers are cached.

    `links` are further paths of these files: (path through a symlink, path of the file itself).
    """

    def __init__(self, paths: Iterable[str], links: Iterable[tuple[str, str]] = ()) -> None:
        self.paths = tuple(paths)
        self.links = tuple(links)
        self._real = {module_name(link): module_name(path) for link, path in self.links}
        self.modules = frozenset(map(module_name, self.paths))
        names = [*map(module_name, self.paths), *self._real]
        self.packages = frozenset(module_name(path) for path in self.paths if path.endswith("__init__.py"))
        self._cache: dict[str, tuple[tuple[Sequence[str], str], ...]] = {}
        self._suffixes: dict[str, list[str]] = defaultdict(list)
        for name in names:  # in their order: of two equally plausible ones, every run takes the first
            parts = name.split(".")
            for start in range(len(parts)):
                self._suffixes[".".join(parts[start:])].append(name)

    def of(self, raw: str, module: str) -> str:
        """What is imported in `module` -> the project file that it most plausibly means, else itself."""
        found = self._cache.get(raw)
        if found is None:
            found = self._cache[raw] = tuple(self._find(raw))
        for files, named in found:
            if not self._is_root(files[0], named):
                files = [c for c in files if module.startswith(c[: -len(named)])]
            if files:
                best = files[0] if len(files) == 1 else max(files, key=lambda c: (_shared(c, module), -len(c)))
                return best + raw[len(named) :]
        return raw

    def real(self, target: str) -> str:
        """A dotted name through a symlink -> the same by the file that the link leads to."""
        module = target if self._real else ""
        while module and module not in self._real:
            module = module.rpartition(".")[0]
        return self._real[module] + target[len(module) :] if module else target

    def _find(self, raw: str) -> Iterator[tuple[Sequence[str], str]]:
        """The project files that an absolute import may mean, the likelier first, and which part of it names them.

        In a folder with a stray `__init__.py` people still start programs; a path of one name may be a library's.
        """
        top = raw.partition(".")[0]
        prefix = raw if top not in _NEVER_LOCAL else ""
        while prefix:
            candidates: Sequence[str] = self._suffixes.get(prefix, ())
            if top in _LIBRARIES:
                candidates = [c for c in candidates if c == prefix]
            roots = [c for c in candidates if self._is_root(c, prefix)]
            if roots:
                yield roots, prefix
                return
            if candidates and "." in prefix:
                yield candidates, prefix
            prefix = prefix.rpartition(".")[0]

    def _is_root(self, candidate: str, suffix: str) -> bool:
        """Whether the folder before the suffix can be on `sys.path`: it is not itself a package."""
        folder = candidate[: -len(suffix)].rstrip(".")
        return not folder or folder not in self.packages


class Linker(Names):
    """Resolves names over the outlines of all files. Answers are cached; the outlines never change."""

    _last: ClassVar[tuple[tuple[Outline, ...], Any] | None] = None

    def __init__(
        self, outlines: Iterable[Outline], links: Iterable[tuple[str, str]] = (), places: Places | None = None
    ) -> None:
        self._outlines = {module_name(o.path): o for o in outlines}
        self._places = places or Places((o.path for o in self._outlines.values()), links)
        super().__init__(self._places.modules, self._places.packages)
        self._defined = {name: set(o.names) for name, o in self._outlines.items()}
        self._imported: dict[str, dict[str, str]] = {}
        self._stars: dict[str, list[str]] = {}
        for name, o in self._outlines.items():
            top = [i for i in o.imports if i.top]
            self._imported[name] = _named(top)
            if stars := [i.target.removesuffix("*").rstrip(".") or "." for i in top if i.bound == "*"]:
                self._stars[name] = stars
        self._cache: dict[tuple[str, str], str | None] = {}
        self._imports: dict[str, frozenset[str]] = {}
        self._bindings: dict[str, dict[str, str]] = {}
        self._targets: dict[str, dict[str, str]] = {}

    @classmethod
    def again(cls, outlines: Iterable[Outline], links: Iterable[tuple[str, str]] = ()) -> Self:
        """As the last one, when the outlines are the same: an editor asks at every key, and few keys change one."""
        given, linked = tuple(outlines), tuple(links)
        last = cls._last
        places = last[1]._places if last is not None else None
        if last is None or last[0] != given or last[1]._places.links != linked:
            same = places is not None and (places.paths, places.links) == (tuple(o.path for o in given), linked)
            last = cls._last = given, cls(given, linked, places if same else None)
        linker: Self = last[1]
        return linker

    def bindings(self, module: str) -> dict[str, str]:
        """Every name that the module's top level binds, with what it finally means."""
        if module not in self._bindings:
            self._bindings[module] = self._find_bindings(module)
        return self._bindings[module]

    def _find_bindings(self, module: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for star in self._stars.get(module, ()):
            source = self._locate(star, module)
            if source in self.modules and source != module:
                public = self._public(source, frozenset({module}))
                found.update({n: self.bound(source, n) or "" for n in sorted(public) if not n.startswith("_")})
        targets = self.targets(module)
        found.update({n: targets[raw] for n, raw in self._imported[module].items()})
        found.update({n: sys.intern(f"{module}.{n}") for n in self._defined[module]})
        return found

    def targets(self, module: str) -> dict[str, str]:
        """What each import statement of the file, nested ones included, finally means: raw target -> dotted name."""
        if module not in self._targets:
            raw = [i.target for i in self._outlines[module].imports if i.bound != "*"]
            self._targets[module] = {target: self.absolute(target, module) for target in raw}
        return self._targets[module]

    def imports(self, module: str) -> frozenset[str]:
        """The modules that one imports anywhere, those that only hand a name on and those that define it."""
        if module not in self._imports:
            found = set()
            for raw in self._outlines[module].imports:
                target = self._locate(raw.target.removesuffix("*").rstrip(".") or ".", module)
                found |= {self.module_of(target), self.module_of(self.follow(target))}
            self._imports[module] = frozenset(found - {"", module})
        return self._imports[module]

    def absolute(self, raw: str, module: str) -> str:
        """What an imported name means when it is written in `module`: a project symbol or an external dotted name."""
        return self.follow(self._locate(raw, module))

    def bound(self, module: str, name: str) -> str | None:
        """As the module's statements say."""
        key = (module, name)
        if key not in self._cache:
            self._cache[key] = f"{module}.{name}"  # modules may import each other
            self._cache[key] = self._find_bound(module, name)
        return self._cache[key]

    def _find_bound(self, module: str, name: str) -> str | None:
        if name in self._defined[module]:
            return f"{module}.{name}"
        if raw := self._imported[module].get(name):
            return self.absolute(raw, module)
        for star in self._stars.get(module, ()):
            source = self._locate(star, module)
            if source in self.modules and source != module and self._exports(source, name):
                return self.bound(source, name)
        return None

    def _exports(self, module: str, name: str) -> bool:
        return name in self._public(module, frozenset())

    def _public(self, module: str, seen: frozenset[str]) -> frozenset[str]:
        """The names of a module's top level, those from its own star imports included."""
        found = self._defined[module] | self._imported[module].keys()
        for star in self._stars.get(module, ()):
            source = self._locate(star, module)
            if source in self.modules and source not in seen and source != module:
                found |= self._public(source, seen | {module})
        return frozenset(found)

    def _relative(self, raw: str, module: str) -> str:
        rest = raw.lstrip(".")
        level = len(raw) - len(rest)
        package = module if module in self.packages else module.rpartition(".")[0]
        for _ in range(level - 1):
            package = package.rpartition(".")[0]
        return f"{package}.{rest}" if package and rest else package or rest

    def _locate(self, raw: str, module: str) -> str:
        """A raw import -> the module of the project that it most plausibly means, else itself."""
        return self._places.real(self._relative(raw, module) if raw.startswith(".") else self._places.of(raw, module))


def _named(imports: Iterable[RawImport]) -> dict[str, str]:
    """Bound name -> what the last import of it names.

    Code that imports a name from `pydantic` and from `pydantic.v1` takes the latter where pydantic 2 is installed.
    """
    found: dict[str, str] = {}
    for bound, target, _ in imports:
        is_fallback = target.startswith("pydantic.") and found.get(bound, "").startswith(_PYDANTIC_1)
        if bound not in ("", "*") and not is_fallback:
            found[bound] = target
    return found


def _shared(a: str, b: str) -> int:
    count = 0
    for left, right in zip(a.split("."), b.split("."), strict=False):
        if left != right:
            break
        count += 1
    return count
