"""The tasks: what is asked, where an agent starts, how the result is tested, and one way to solve it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BASE = HERE / "base"
FOLDER = HERE / "tasks"


@dataclass(frozen=True, slots=True)
class Task:
    """`skills` are those that should be of use. `acceptance` holds tests that the agent never sees."""

    id: str
    prompt: str
    skills: tuple[str, ...]
    folder: Path

    @property
    def acceptance(self) -> Path:
        """The folder of the hidden tests."""
        return self.folder / "acceptance"


class UnknownTask(Exception):
    """There is no task of this name; the message names those that there are."""


def tasks() -> dict[str, Task]:
    """Every task by its name."""
    return {folder.name: _task(folder) for folder in sorted(FOLDER.iterdir()) if (folder / "task.json").is_file()}


def task(name: str) -> Task:
    """One task."""
    found = tasks()
    if name not in found:
        raise UnknownTask(f"no task is called `{name}`; there are {', '.join(found)}")
    return found[name]


def start(given: Task, into: Path) -> Path:
    """Writes the repository that an agent starts from; the folder must not exist or be empty."""
    _lay(BASE, into)
    _lay(given.folder / "start", into)
    return into


def solve(given: Task, into: Path) -> Path:
    """Writes the reference solution: proof that the task can be done."""
    _lay(given.folder / "reference", start(given, into))
    return into


def _task(folder: Path) -> Task:
    data = json.loads((folder / "task.json").read_text("utf-8"))
    return Task(data["id"], data["prompt"], tuple(data["skills"]), folder)


def _lay(source: Path, into: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
