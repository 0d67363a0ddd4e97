"""What a project is: its app, packages, layout and database, and which tools look after its repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.contract.launching.target import find_target
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.manifest import Manifest, is_manifest
from fastapi_lint.facts.project import Project
from fastapi_lint.model.errors import TargetError
from fastapi_lint.model.record import Record

_DATABASES: Mapping[str, tuple[str, ...]] = {
    "PostgreSQL": ("asyncpg", "psycopg", "psycopg-binary", "psycopg2", "psycopg2-binary", "pg8000"),
    "MySQL": ("aiomysql", "asyncmy", "pymysql", "mysqlclient", "MySQLdb", "mysql-connector-python"),
    "SQLite": ("aiosqlite", "sqlite3"),
    "MongoDB": ("pymongo", "motor", "beanie", "odmantic"),
    "Redis": ("redis", "valkey"),
    "LMDB": ("lmdb",),
}
_ACCESS: Mapping[str, tuple[str, ...]] = {
    "SQLModel": ("sqlmodel",),
    "SQLAlchemy": ("sqlalchemy",),
    "Tortoise ORM": ("tortoise-orm", "tortoise"),
    "Piccolo": ("piccolo",),
    "Peewee": ("peewee",),
    "Ormar": ("ormar",),
    "Beanie": ("beanie",),
    "Alembic": ("alembic",),
    "Aerich": ("aerich",),
}
_AGENTS = (
    *("AGENTS.md", "CLAUDE.md", "GEMINI.md", ".github/copilot-instructions.md"),
    *(".agents", ".claude", ".codex", ".cursor", ".gemini", ".devin", ".windsurf"),
)


class Surroundings(Record, eq=True):
    """`app` is an import string, `layout` words; empty is what was not found. `names_app` when a setting can name it.

    Everything is relative to `root`, the project, but what belongs to `repository`, which holds it: the
    configurations of pre-commit and CI (`github` and `gitlab` say that the repository uses them), and `agents`.
    `calls_hook` when git calls a hook before each commit already. `apps` counts those that no other app mounts, and
    `projects` are the folders with a manifest and an app of their own, where the root has no manifest.
    """

    root: Path
    repository: Path
    is_repository: bool
    app: str
    names_app: bool
    apps: int
    projects: tuple[str, ...]
    routes: int
    packages: tuple[str, ...]
    layout: str
    stores: tuple[str, ...]
    python: str
    pre_commit: bool
    calls_hook: bool
    github: bool
    gitlab: bool
    agents: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The project's folder within the repository, "" when it is all of it."""
        relative = self.root.relative_to(self.repository).as_posix()
        return "" if relative == "." else relative


def surroundings(root: Path, analysis: Analysis) -> Surroundings:
    """Reads facts and looks for files; nothing of the project is run."""
    project = analysis.scanned.project
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    home = repository or root
    packages = tuple(sorted(set(_packages(project))))
    app, names_app = _app(root, project)
    git = _git_folder(home)
    remote = _remote(git)
    apps = [r for r in project.routers.values() if r.is_app and r.module.role is Role.APPLICATION]
    return Surroundings(
        root,
        home,
        repository is not None,
        app,
        names_app,
        len({app.symbol for app in apps} - {mount.child for mount in project.mounts}),
        _projects(project, [app.module.path for app in apps]),
        len(project.routes),
        packages,
        _layout(packages),
        tuple(_stores(project)),
        next((m.python.specifier for m in project.files.of(Manifest) if m.python and m.python.specifier), ""),
        (home / ".pre-commit-config.yaml").exists(),
        (git / "hooks/pre-commit").exists(),
        (home / ".github").is_dir() or "github" in remote,
        (home / ".gitlab-ci.yml").exists() or "gitlab" in remote,
        tuple(name for name in _AGENTS if any((folder / name).exists() for folder in {home, root})),
    )


def _app(root: Path, project: Project) -> tuple[str, bool]:
    """The app, and whether its module lies where one that is named in the settings is looked for."""
    try:
        target = find_target(root, "", project)
    except TargetError:
        return "", False
    found_by_name = target.paths[0] in target.paths[1:]  # in the entrypoint of a pyproject.toml it is named already
    return f"{target.app}()" if target.factory else target.app, found_by_name


def _packages(project: Project) -> Iterator[str]:
    """The topmost package of each application module, "." for modules in the root itself."""
    files = set(project.files.paths)
    for module in project.modules.values():
        if module.role is Role.APPLICATION:
            parts = module.path.split("/")[:-1]
            way = ["/".join(parts[: n + 1]) for n in range(len(parts))]
            yield next((folder for folder in way if f"{folder}/__init__.py" in files), way[0] if way else ".")


def _layout(packages: Iterable[str]) -> str:
    found = tuple(packages)
    if any("src" in package.split("/")[:-1] for package in found):
        return "packages below src"
    if found == (".",):
        return "modules in the root, no package"
    return "packages in the root" if all("/" not in package for package in found) else "packages below other folders"


def _stores(project: Project) -> Iterator[str]:
    """The databases and what reaches them, by what the manifests require to run and application code imports."""
    required = {r.name for manifest in project.files.of(Manifest) for r in manifest.requirements if not r.group}
    imported = {i.target.split(".")[0] for module in project.application_modules() for i in module.imports}
    for name, packages in {**_DATABASES, **_ACCESS}.items():
        if not {*required, *imported}.isdisjoint(packages):
            yield name


def _projects(project: Project, apps: Iterable[str]) -> tuple[str, ...]:
    """The folders below the root that describe themselves and hold an app; fewer than two are no choice."""
    homes = {path.rpartition("/")[0] for path in project.files.paths if is_manifest(path)}
    found = sorted(home for home in homes if any(app.startswith(f"{home}/") for app in apps))
    return tuple(found) if "" not in homes and len(found) > 1 else ()


def _git_folder(repository: Path) -> Path:
    """Where git keeps settings and hooks: `.git`, or where that file leads to in a further checkout or a submodule."""
    place = repository / ".git"
    with suppress(OSError):
        if place.is_file():
            own = repository / place.read_text("utf-8", errors="replace").removeprefix("gitdir:").strip()
            shared = own / "commondir"
            return own / shared.read_text("utf-8", errors="replace").strip() if shared.is_file() else own
    return place


def _remote(git: Path) -> str:
    """The hosts of a repository's remotes, as far as its settings tell."""
    with suppress(OSError):
        settings = (git / "config").read_text("utf-8", errors="replace")
        return " ".join(re.findall(r"^\s*url\s*=\s*(\S+)", settings, re.MULTILINE))
    return ""
