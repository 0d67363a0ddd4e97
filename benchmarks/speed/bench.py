"""What every measurement is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.project import Project


@dataclass(frozen=True, slots=True)
class Bench:
    """The copied projects, how often to measure, a folder for further copies, and the interpreter of a rival."""

    projects: tuple[Project, ...]
    runs: int
    work: Path
    therapist: Path | None = None

    def project(self, name: str) -> Project:
        """The project of this name."""
        return next(p for p in self.projects if p.name == name)

    @property
    def largest(self) -> Project:
        """The project with the most lines."""
        return max(self.projects, key=lambda p: p.lines)
