"""How a project migrates its database: Alembic's configuration, env.py and revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.settings_files import IniFile
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


class Alembic(Record):
    """One migration environment. `path` is alembic.ini, or the pyproject.toml with `[tool.alembic]`.

    `options` are those of `[alembic]` or `[tool.alembic]`; `folder` is the script location relative to the project's
    root, None when it cannot be known. `env` and `revisions` are there only for rules whose scope has `migration`;
    `revision_paths` always.
    """

    path: str
    at: Location
    options: Node
    root: Node
    folder: str | None
    env: Module | None = None
    revisions: tuple[Module, ...] = ()
    revision_paths: tuple[str, ...] = ()

    @property
    def in_pyproject(self) -> bool:
        """Whether pyproject.toml holds the configuration."""
        return self.path.endswith(".toml")


def alembics(project: Project) -> tuple[Alembic, ...]:
    """Every migration environment of a project."""
    inis = ((i.path, i.root.get("alembic"), i.root) for i in project.files.of(IniFile) if _is_alembic(i.path))
    manifests = (m for m in project.files.of(Manifest) if m.kind == "pyproject")
    tables = ((m.path, m.root.get("tool", "alembic"), m.root) for m in manifests)
    return tuple(_alembic(project, p, options, root) for p, options, root in (*inis, *tables) if options is not None)


def _is_alembic(path: str) -> bool:
    return path.rpartition("/")[2].startswith("alembic")


def _alembic(project: Project, path: str, options: Node, root: Node) -> Alembic:
    folder = _folder(path, options.text("script_location"))
    below = () if folder is None else tuple(p for p in project.files.paths if p.startswith(f"{folder}/versions/"))
    versions = tuple(p for p in below if p.endswith(".py") and not p.endswith("__init__.py"))
    modules = project.modules
    return Alembic(
        path,
        options.at,
        options,
        root,
        folder,
        modules.get(f"{folder}/env.py"),
        tuple(modules[p] for p in versions if p in modules),
        versions,
    )


def _folder(path: str, location: str) -> str | None:
    """`%(here)s/alembic` relative to the configuration; `package:migrations` cannot be known here."""
    plain = location.replace("%(here)s/", "").replace("%(here)s", ".").removeprefix("./").rstrip("/")
    if not plain or ":" in plain or "%" in plain or plain.startswith("/"):
        return None
    base = path.rpartition("/")[0]
    return f"{base}/{plain}" if base else plain
