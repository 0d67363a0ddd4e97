"""A deployable: a folder with a manifest whose code constructs a FastAPI app.

A rule that asks for a `Service` is given each of them once. Services are found by role, wherever they lie: in the root,
in `src/`, in `backend/`, several beside each other. A bare snippet without a manifest is no service. What a service
lacks is reported at `service.at`, its manifest:

    def check(service: Service, params: Params) -> Iterator[Finding]:
        if not service.has("README.md", "README.rst"):
            yield Finding.of(service, part="README.md", path="README.md")
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.facts.files.deployment import Compose, Kubernetes
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.globs import glob
from fastapi_lint.facts.files.manifest import Lock, Manifest, Requirement, folder_of, is_manifest
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.pipeline import Precommit, Workflow
from fastapi_lint.facts.files.settings_files import EnvFile, IgnoreFile
from fastapi_lint.facts.files.tool_settings import settings_of
from fastapi_lint.facts.files.writing import Makefile, Markdown
from fastapi_lint.model.location import Location

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route, Router

F = TypeVar("F")

_SHARED = (
    *(".github/", ".gitlab/", ".vscode/", ".devcontainer/", ".docker/", "docker/", "dockerfiles/"),
    *("compose/", "deploy/", "deployment/", "deployments/", "infra/", "ops/", "k8s/", "kubernetes/", "helm/"),
    *("charts/", "docs/"),
)
"""Folders of a repository that serve all of its services."""


class Service:
    """`root` is its folder, "" for the project's own root; `apps` are all apps below it, `app` the main one.

    `package` is the folder of its import package relative to the project's root (`backend/src/shop`), "" when the
    modules lie in the root itself. All other paths that a service takes are relative to `root`.
    """

    def __init__(self, project: Project, root: str, apps: tuple[Router, ...], others: tuple[str, ...]) -> None:
        self.project = project
        self.root = root
        self.apps = apps
        self._others = others

    def within_project(self, project: Project) -> Service:
        """The same service as a part of another view of the project."""
        return Service(project, self.root, self.apps, self._others)

    @cached_property
    def app(self) -> Router:
        """The app that serves the most routes."""
        served = self.project.served if len(self.apps) > 1 else {}
        return max(self.apps, key=lambda app: (len(served.get(app.symbol, ())), -app.module.path.count("/")))

    @property
    def at(self) -> Location:
        """Where lacks are reported: the manifest's table of the project, or its first line."""
        return self.manifest.at

    @cached_property
    def name(self) -> str:
        """What messages call it: the name in its manifest, its folder, or the package."""
        named = self.manifest.project_name
        return named or self.root.rpartition("/")[2] or self.package.rpartition("/")[2] or "this service"

    @cached_property
    def package(self) -> str:
        """The topmost folder with `__init__.py` on the way to the app, else the folder of the app's module."""
        folder = self.app.module.path.rpartition("/")[0]
        below = folder.removeprefix(self.root).strip("/")
        way = [self._below("/".join(below.split("/")[: n + 1])) for n in range(below.count("/") + 1)] if below else []
        paths = set(self.project.files.paths)
        return next((place for place in way if f"{place}/__init__.py" in paths), folder)

    # What it is made of

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Its files, relative to the project's root; those of services below it and ignored ones are not its own."""
        return tuple(path for path in self.project.files.paths if self._owns(path))

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Its Python modules of every role that is read."""
        return tuple(m for m in self.project.modules.values() if self._owns(m.path))

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The routes that its modules declare."""
        return tuple(r for r in self.project.routes if self._owns(r.module.path))

    def application_modules(self) -> Iterator[Module]:
        """Its modules that are no tests, migrations, examples or scripts."""
        return (m for m in self.modules if m.role is Role.APPLICATION)

    def has(self, *patterns: str) -> bool:
        """Whether a file matches one of the globs: `app/**/config.py`, `docs/` for anything in that folder.

        `{package}` stands for the package's folder.
        """
        return next(self.matching(*patterns), None) is not None

    def matching(self, *patterns: str) -> Iterator[str]:
        """The files that match one of the globs, relative to the project's root."""
        found = [glob(self._below(self._expanded(pattern))) for pattern in patterns]
        ignored = self.project.files.is_ignored
        return (p for p in self.files if any(f.fullmatch(p) for f in found) and not ignored(p))

    def repository_has(self, *patterns: str) -> bool:
        """As `has`, also in the folders above, up to the root of the repository: README.md, .github/, LICENSE."""
        if self.has(*patterns):
            return True
        paths, found = self.project.files.paths, [glob(pattern) for pattern in patterns]
        return any(
            path.startswith(above) and f.fullmatch(path[len(above) :])
            for above in self._folders_above()
            for path in paths
            for f in found
        )

    # Its project files

    @cached_property
    def manifests(self) -> tuple[Manifest, ...]:
        """All its manifests, the main one first: pyproject.toml, then what lies highest.

        One above that names a project is another project's when this one has a name of its own.
        """
        found, folder = self._all(Manifest), self.root
        named = any(m.project_name for m in found if self._owns(m.path))
        own = tuple(m for m in found if self._owns(m.path) or not (named and m.project_name))
        aside = {m.path for m in own if m.requirements and all(r.group for r in m.requirements)}
        return tuple(
            sorted(
                own,
                key=lambda m: (folder_of(m.path) != folder, m.kind != "pyproject", m.path in aside, m.path.count("/")),
            )
        )

    @cached_property
    def manifest(self) -> Manifest:
        """The main manifest; an empty one when it could not be read."""
        if self.manifests:
            return self.manifests[0]
        path = next((p for p in self.files if is_manifest(p)), self.app.module.path)
        return Manifest(path, Location(path, 1, 1, 1, 1), "unread", Node({}, Location(path, 1, 1, 1, 1)))

    def requirement(self, name: str, group: str | None = None) -> Requirement | None:
        """What its manifests say of a distribution, in any group, or in the given one ("" for the run time)."""
        found = (m.requirement(name, group) for m in self.manifests)
        return next((r for r in found if r is not None), None)

    def requires(self, *names: str) -> bool:
        """Whether it needs one of these distributions at run time."""
        return any(self.requirement(name, "") is not None for name in names)

    @cached_property
    def locks(self) -> tuple[Lock, ...]:
        """uv.lock, poetry.lock or pdm.lock: its own or the workspace's."""
        return self._all(Lock)

    @cached_property
    def dockerfiles(self) -> tuple[Dockerfile, ...]:
        """Its Dockerfiles and those that the repository shares."""
        return self._all(Dockerfile)

    @cached_property
    def composes(self) -> tuple[Compose, ...]:
        """Its compose files and those of the repository."""
        return self._all(Compose)

    @cached_property
    def kubernetes(self) -> tuple[Kubernetes, ...]:
        """Its Kubernetes objects and those of the repository."""
        return self._all(Kubernetes)

    @cached_property
    def workflows(self) -> tuple[Workflow, ...]:
        """The CI pipelines of its repository."""
        return self._all(Workflow)

    @cached_property
    def precommit(self) -> Precommit | None:
        """Its pre-commit configuration, or the repository's."""
        return next(iter(self._all(Precommit)), None)

    @cached_property
    def alembics(self) -> tuple[Alembic, ...]:
        """Its migration environments."""
        return tuple(a for a in self.project.alembics if self._owns(a.path))

    @cached_property
    def alembic(self) -> Alembic | None:
        """Its only or first migration environment."""
        return next(iter(self.alembics), None)

    @cached_property
    def env_files(self) -> tuple[EnvFile, ...]:
        """Its .env files that git does not ignore, templates included, and those of the repository."""
        return self._all(EnvFile)

    @cached_property
    def ignore_files(self) -> tuple[IgnoreFile, ...]:
        """Its .gitignore and .dockerignore files and those of the repository, the nearest first."""
        return tuple(sorted(self._all(IgnoreFile), key=lambda f: f.path.startswith("../")))

    @cached_property
    def makefiles(self) -> tuple[Makefile, ...]:
        """Its Makefiles and justfiles and those of the repository."""
        return self._all(Makefile)

    @cached_property
    def documents(self) -> tuple[Markdown, ...]:
        """Its Markdown files and those of the repository."""
        return self._all(Markdown)

    def all_of(self, kind: type[F]) -> tuple[F, ...]:
        """Its files of a kind and those that the repository shares."""
        return self._all(kind)

    def file(self, path: str, kind: type[F]) -> F | None:
        """One project file as its fact, None when it is absent, broken or of another kind."""
        return self.project.files.file(self._below(path), kind)

    def tool(self, name: str) -> Node | None:
        """The settings of a tool, wherever they stand: `[tool.ruff]`, ruff.toml, mypy.ini, pytest.ini, …

        The nearest ones on the way from the service to the repository's root count; pytest's are its ini options.
        """
        folders = (f"{self.root}/" if self.root else "", *self._folders_above())
        found = (settings_of(self.project.files, folder, name) for folder in folders)
        return next((node for node in found if node is not None), None)

    # Where things belong

    def _all(self, kind: type[F]) -> tuple[F, ...]:
        """The files of a kind that are its own, and those that belong to the repository around it."""
        found = self.project.files.around(kind)
        return tuple(f for f in found if self._owns(path := str(getattr(f, "path", ""))) or self._shares(path))

    def _owns(self, path: str) -> bool:
        inside = not self.root or path.startswith(f"{self.root}/")
        return inside and not path.startswith("../") and not any(path.startswith(f"{o}/") for o in self._others)

    def _shares(self, path: str) -> bool:
        for above in self._folders_above():
            rest = path[len(above) :]
            if path.startswith(above) and ("/" not in rest or rest.startswith(_SHARED)):
                return True
        return False

    def _folders_above(self) -> Iterator[str]:
        """The folders around its root with a final `/`, the nearest first: "backend/", "", "../"."""
        parts = self.root.split("/")[:-1] if self.root else []
        for n in range(len(parts), 0, -1):
            yield "/".join(parts[:n]) + "/"
        if self.root:
            yield ""
        outer = [p.rpartition("/")[0] for p in self.project.files.paths if p.startswith("../")]
        levels = max((folder.split("/").count("..") for folder in outer), default=0)
        yield from ("../" * n for n in range(1, levels + 1))

    def within(self, path: str) -> str:
        """A path as seen from its root: the folders above it (`services/shop/`) say nothing about its layers."""
        return path.removeprefix(f"{self.root}/") if self.root else path

    def _below(self, path: str) -> str:
        return f"{self.root}/{path}" if self.root else path

    def _expanded(self, pattern: str) -> str:
        package = self.package.removeprefix(self.root).strip("/")
        return pattern.replace("{package}/", f"{package}/" if package else "").replace("{package}", package)
