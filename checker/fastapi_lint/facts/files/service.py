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
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.files.globs import glob
from fastapi_lint.facts.files.manifest import Manifest, is_manifest
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service_files import ServiceFiles
from fastapi_lint.facts.files.territory import Territory
from fastapi_lint.model.location import Location

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route, Router


class Service(ServiceFiles):
    """`root` is its folder, "" for the project's own root; `apps` are all apps below it, `app` the main one.

    `package` is the folder of its import package relative to the project's root (`backend/src/shop`), "" when the
    modules lie in the root itself. All other paths that a service takes are relative to `root`.
    """

    def __init__(self, project: Project, root: str, apps: tuple[Router, ...], others: tuple[str, ...]) -> None:
        super().__init__(project, Territory(root, others))
        self.apps = apps

    def within_project(self, project: Project) -> Service:
        """The same service as a part of another view of the project."""
        return Service(project, self.root, self.apps, self.territory.others)

    @cached_property
    def app(self) -> Router:
        """The app that serves the most routes; one that another module mounts, such as a back office, is not it."""
        served = self.project.served if len(self.apps) > 1 else {}
        aside = {m.child for m in self.project.mounts if not m.child.startswith(f"{m.module.name}.")}
        outer = [app for app in self.apps if app.symbol not in aside] or self.apps
        return max(outer, key=lambda app: (len(served.get(app.symbol, ())), -app.module.path.count("/")))

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
    def manifest(self) -> Manifest:
        """The main manifest; an empty one when it could not be read."""
        if self.manifests:
            return self.manifests[0]
        path = next((p for p in self.files if is_manifest(p)), self.app.module.path)
        return Manifest(path, Location(path, 1, 1, 1, 1), "unread", Node({}, Location(path, 1, 1, 1, 1)))

    @cached_property
    def package(self) -> str:
        """The topmost folder with `__init__.py` on the way to the app, else the folder of the app's module."""
        folder = self.app.module.path.rpartition("/")[0]
        below = folder.removeprefix(self.root).strip("/")
        parts = below.split("/") if below else []
        way = [self.territory.below("/".join(parts[: n + 1])) for n in range(len(parts))]
        paths = set(self.project.files.paths)
        return next((place for place in way if f"{place}/__init__.py" in paths), folder)

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Its Python modules of every role that is read."""
        return tuple(m for m in self.project.modules.values() if self.territory.owns(m.path))

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The routes that its modules declare."""
        return tuple(r for r in self.project.routes if self.territory.owns(r.module.path))

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
        found = [glob(self.territory.below(self._expanded(pattern))) for pattern in patterns]
        ignored = self.project.files.is_ignored
        return (p for p in self.files if any(f.fullmatch(p) for f in found) and not ignored(p))

    def repository_has(self, *patterns: str) -> bool:
        """As `has`, also in the folders above, up to the root of the repository: README.md, .github/, LICENSE.

        What lies with another service or app beside it serves that one.
        """
        if self.has(*patterns):
            return True
        paths, found = self.project.files.paths, [glob(pattern) for pattern in patterns]
        return any(
            path.startswith(above) and f.fullmatch(path[len(above) :]) and not self._is_of_another(path)
            for above in self.territory.folders_above(paths)
            for path in paths
            for f in found
        )

    def _is_of_another(self, path: str) -> bool:
        """Whether a path lies in the folder of a service, or right above an app, that is neither this nor around it."""
        whole, own = self.project.whole, self.app.module.path
        roots = [s.root for s in whole.services if path.startswith(f"{s.root}/")]
        folder = path.rpartition("/")[0]
        if any(r.is_app and r.module.path.startswith(f"{folder}/") for r in whole.routers.values()):
            roots.append(folder)
        return any(root and not own.startswith(f"{root}/") for root in roots)

    def within(self, path: str) -> str:
        """A path as seen from its root: the folders above it (`services/shop/`) say nothing about its layers."""
        return path.removeprefix(f"{self.root}/") if self.root else path

    def _expanded(self, pattern: str) -> str:
        package = self.package.removeprefix(self.root).strip("/")
        return pattern.replace("{package}/", f"{package}/" if package else "").replace("{package}", package)
