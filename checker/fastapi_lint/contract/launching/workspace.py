"""The folder in which the target works: it sees the project's files there, and changes none of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_LARGEST_COPY = 1_000_000
_TRACES = (".log", ".pid", ".sock")
_LEFT_OUT = frozenset({"__pycache__", "node_modules", "venv"})


@contextmanager
def workspace() -> Iterator[Path]:
    """A temporary folder that is gone afterwards."""
    folder = Path(mkdtemp(prefix="fastapi-lint-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def mirror(project: Path, work: Path) -> None:
    """Makes `work` look like the project: small files are copied, folders linked; hidden files stay away.

    Services read templates, static files and small databases relative to where they are started. They must not find a
    `.env` there, and what they write goes into the copies.
    """
    work.mkdir(parents=True, exist_ok=True)
    for entry in project.iterdir():
        if entry.name.startswith(".") or entry.name in _LEFT_OUT or entry.suffix in _TRACES:
            continue
        try:
            if entry.is_dir():
                (work / entry.name).symlink_to(entry, target_is_directory=True)
            elif entry.is_file() and entry.stat().st_size <= _LARGEST_COPY:
                shutil.copy2(entry, work / entry.name)
        except OSError:
            continue
