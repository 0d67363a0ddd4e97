"""Which folders of a project are services."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.manifest import folder_of, is_manifest
from fastapi_lint.facts.files.service import Service

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Router


def services(project: Project) -> tuple[Service, ...]:
    """Every service of a project, in path order. The nearest manifest above an app's module makes the service."""
    paths = frozenset(project.files.paths)
    manifests = {folder_of(path) for path in paths if is_manifest(path)}
    found: dict[str, list[Router]] = {}
    for app in project.routers.values():
        if app.is_app and app.module.role is Role.APPLICATION:
            root = _root(app.module.path, manifests, paths)
            if root is not None:
                found.setdefault(root, []).append(app)
    return tuple(
        Service(project, root, tuple(apps), tuple(_within(root, found))) for root, apps in sorted(found.items())
    )


def _root(path: str, manifests: Collection[str], paths: Collection[str]) -> str | None:
    """The nearest folder with a manifest; one inside an import package counts only when there is no other."""
    folder, inner = path, None
    while folder:
        folder = folder.rpartition("/")[0]
        if folder in manifests:
            if not folder or f"{folder}/__init__.py" not in paths:
                return folder
            inner = folder if inner is None else inner
    return inner


def _within(root: str, roots: Iterable[str]) -> Iterator[str]:
    return (other for other in roots if other != root and (not root or other.startswith(f"{root}/")))
