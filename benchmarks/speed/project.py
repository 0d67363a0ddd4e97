"""Copies of the checkouts to measure in: nothing is ever written into a checkout."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.projects import Checkout
from fastapi_lint.source.discover import discover

_KEPT = {".py", ".toml", ".txt", ".cfg", ".ini", ".gitignore"}


@dataclass(frozen=True, slots=True)
class Project:
    """A copy; `listed` is a file that names its Python files (absolute, one per line), `lines` counts theirs."""

    name: str
    folder: Path
    files: tuple[Path, ...]
    listed: Path
    lines: int


def copied(checkouts: Iterable[Checkout], into: Path) -> tuple[Project, ...]:
    """Copies of what the checker reads of each checkout."""
    return tuple(_project(c.name, copy(c.folder, into / c.name)) for c in checkouts)


def copy(source: Path, target: Path) -> Path:
    """The target, now holding Python files, manifests and ignore files of the source."""
    for file in source.rglob("*"):
        if (file.suffix in _KEPT or file.name in _KEPT) and file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    return target


def whole(projects: Iterable[Project], times: int, into: Path) -> Path:
    """One project that holds every given one `times` times."""
    for number in range(times):
        for project in projects:
            copy(project.folder, into / f"part{number}" / project.name)
    (into / "pyproject.toml").write_text('[project]\nname = "whole"\nversion = "0"\n', encoding="utf-8")
    return into


def _project(name: str, folder: Path) -> Project:
    files = tuple(Path(f.file) for f in discover(folder).files)
    listed = folder.with_name(f"{name}.files")
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    return Project(name, folder, files, listed, sum(file.read_bytes().count(b"\n") for file in files))
