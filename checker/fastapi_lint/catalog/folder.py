"""Where the rulebook's YAML and its Python modules are, and whether they changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

PACKAGE = Path(__file__).resolve().parents[1]

Fingerprint: TypeAlias = tuple[tuple[str, int, int], ...]
"""Path, size in bytes and mtime in ns of files."""


def rules_folder() -> Path:
    """The folder of YAML: inside an installed wheel, else the repository's `rules/`."""
    shipped = PACKAGE / "_rules"
    return shipped if shipped.is_dir() else PACKAGE.parents[1] / "rules"


def skills_folder() -> Path:
    """The folder of the skills: inside an installed wheel, where tools look for skills, else the repository's."""
    shipped = PACKAGE / ".agents/skills"
    return shipped if shipped.is_dir() else PACKAGE.parents[1] / "skills"


def services_folder() -> Path:
    """The folder of the reference services: inside an installed wheel, else the repository's."""
    shipped = PACKAGE / "_services"
    return shipped if shipped.is_dir() else PACKAGE.parents[1] / "fixtures"


def modules_folder() -> Path:
    """The folder of the rules' Python modules."""
    return PACKAGE / "rules"


def fingerprint(*folders: Path) -> Fingerprint:
    """Every YAML and Python file below, sorted."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        for entry in _files(os.fspath(folder)):
            stat = entry.stat()
            found.append((entry.path, stat.st_size, stat.st_mtime_ns))
    return tuple(sorted(found))


def names(folder: Path) -> tuple[str, ...]:
    """The path of every YAML and Python file below, sorted."""
    return tuple(sorted(entry.path for entry in _files(os.fspath(folder))))


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".yaml", ".py")):
                yield entry
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path)
