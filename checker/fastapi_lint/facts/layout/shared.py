"""Packages of the same repository that a service imports, and that may play a part of it for several services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.files.globs import glob

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service


def shared_has(service: Service, *patterns: str) -> bool:
    """Whether a package outside the service, but imported by it, has what one of the `{package}/…` globs names."""
    wanted = [pattern.removeprefix("{package}/") for pattern in patterns if pattern.startswith("{package}/")]
    paths = service.project.files.paths
    return any(
        path.startswith(f"{folder}/") and glob(pattern).fullmatch(path[len(folder) + 1 :])
        for folder in dict.fromkeys(_folders(service))
        for path in paths
        for pattern in wanted
    )


def _folders(service: Service) -> Iterator[str]:
    """The topmost folders with `__init__.py` of what the service imports from elsewhere in the repository."""
    own = {module.path for module in service.modules}
    paths = set(service.project.files.paths)
    named = service.project.named
    for target in {i.target for module in service.application_modules() for i in module.imports}:
        found = named.get(target) or named.get(target.rpartition(".")[0])
        if found is None or found.path in own:
            continue
        folder = found.path.rpartition("/")[0]
        while folder and f"{folder.rpartition('/')[0]}/__init__.py" in paths:
            folder = folder.rpartition("/")[0]
        if f"{folder}/__init__.py" in paths:
            yield folder
