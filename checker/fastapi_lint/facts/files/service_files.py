"""The project files of a service: its own, and those that the repository around it shares."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.facts.files.deployment import Compose, Kubernetes
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.manifest import Lock, Manifest, Requirement, folder_of
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.pipeline import Precommit, Workflow
from fastapi_lint.facts.files.settings_files import EnvFile, IgnoreFile
from fastapi_lint.facts.files.territory import Territory
from fastapi_lint.facts.files.tool_settings import settings_of
from fastapi_lint.facts.files.writing import Makefile, Markdown

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

F = TypeVar("F")


class ServiceFiles:
    """Read when the first rule asks for one of a kind."""

    def __init__(self, project: Project, territory: Territory) -> None:
        self.project = project
        self.territory = territory
        self.root = territory.root

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Its files, relative to the project's root; those of services below it and ignored ones are not its own."""
        return tuple(path for path in self.project.files.paths if self.territory.owns(path))

    @cached_property
    def manifests(self) -> tuple[Manifest, ...]:
        """All its manifests, the main one first: pyproject.toml, then what lies highest.

        One above that names a project is another project's when this one has a name of its own.
        """
        found, folder = self.all_of(Manifest), self.root
        named = any(m.project_name for m in found if self.territory.owns(m.path))
        own = tuple(m for m in found if self.territory.owns(m.path) or not (named and m.project_name))
        aside = {m.path for m in own if m.requirements and all(r.group for r in m.requirements)}
        return tuple(
            sorted(
                own,
                key=lambda m: (folder_of(m.path) != folder, m.kind != "pyproject", m.path in aside, m.path.count("/")),
            )
        )

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
        return self.all_of(Lock)

    @cached_property
    def dockerfiles(self) -> tuple[Dockerfile, ...]:
        """Its Dockerfiles and those that the repository shares."""
        return self.all_of(Dockerfile)

    @cached_property
    def composes(self) -> tuple[Compose, ...]:
        """Its compose files and those of the repository."""
        return self.all_of(Compose)

    @cached_property
    def kubernetes(self) -> tuple[Kubernetes, ...]:
        """Its Kubernetes objects and those of the repository."""
        return self.all_of(Kubernetes)

    @cached_property
    def workflows(self) -> tuple[Workflow, ...]:
        """The CI pipelines of its repository."""
        return self.all_of(Workflow)

    @cached_property
    def precommit(self) -> Precommit | None:
        """Its pre-commit configuration, or the repository's."""
        return next(iter(self.all_of(Precommit)), None)

    @cached_property
    def alembics(self) -> tuple[Alembic, ...]:
        """Its migration environments."""
        return tuple(a for a in self.project.alembics if self.territory.owns(a.path))

    @cached_property
    def alembic(self) -> Alembic | None:
        """Its only or first migration environment."""
        return next(iter(self.alembics), None)

    @cached_property
    def env_files(self) -> tuple[EnvFile, ...]:
        """Its .env files that git does not ignore, templates included, and those of the repository."""
        return self.all_of(EnvFile)

    @cached_property
    def ignore_files(self) -> tuple[IgnoreFile, ...]:
        """Its .gitignore and .dockerignore files and those of the repository, the nearest first."""
        return tuple(sorted(self.all_of(IgnoreFile), key=lambda f: f.path.startswith("../")))

    @cached_property
    def makefiles(self) -> tuple[Makefile, ...]:
        """Its Makefiles and justfiles and those of the repository."""
        return self.all_of(Makefile)

    @cached_property
    def documents(self) -> tuple[Markdown, ...]:
        """Its Markdown files and those of the repository."""
        return self.all_of(Markdown)

    def file(self, path: str, kind: type[F]) -> F | None:
        """One project file as its fact, None when it is absent, broken or of another kind."""
        return self.project.files.file(self.territory.below(path), kind)

    def tool(self, name: str) -> Node | None:
        """The settings of a tool, wherever they stand: `[tool.ruff]`, ruff.toml, mypy.ini, pytest.ini, …

        The nearest ones on the way from the service to the repository's root count; pytest's are its ini options.
        """
        folders = (f"{self.root}/" if self.root else "", *self.territory.folders_above(self.project.files.paths))
        found = (settings_of(self.project.files, folder, name) for folder in folders)
        return next((node for node in found if node is not None), None)

    def all_of(self, kind: type[F]) -> tuple[F, ...]:
        """Its files of a kind and those that the repository shares."""
        found, paths, territory = self.project.files.around(kind), self.project.files.paths, self.territory
        return tuple(f for f in found if territory.owns(p := str(getattr(f, "path", ""))) or territory.shares(p, paths))
