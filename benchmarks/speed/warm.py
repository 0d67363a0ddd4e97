"""A run with nothing changed since the last one, beside ruff's warm run; both print their findings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.bench import Bench
from benchmarks.speed.imports import HEAVY, imported
from benchmarks.speed.pairs import in_turn, middle, ratio, summed
from benchmarks.speed.process import cost
from benchmarks.speed.table import Line
from benchmarks.speed.tools import checker, ruff

SETTLE = 0.2
"""Seconds after which no cache takes a file for one that may still be changing."""


def warm(bench: Bench) -> Iterator[Line]:
    """Three lines: all projects and the largest beside ruff with its default rules, and what is imported."""
    ours, theirs = checker(), ruff("--cache-dir", str(bench.work / "ruff"))
    for project in bench.projects:
        warmed(project.folder)
        cost(theirs, project.folder)
    series = {
        p.name: in_turn(
            bench.runs,
            lambda p=p: cost(ours, p.folder).cpu,  # type: ignore[misc]
            lambda p=p: cost(theirs, p.folder).cpu,  # type: ignore[misc]
        )
        for p in bench.projects
    }
    for name, taken in (
        ("all projects", summed(list(series.values()))),
        (bench.largest.name, series[bench.largest.name]),
    ):
        note = f"{1000 * middle(taken, 0):.0f} ms / {1000 * middle(taken, 1):.0f} ms"
        yield Line(f"warm CPU / ruff warm, findings printed, {name}", 1.5, ratio(taken), note)
    heavy = sorted(HEAVY & imported(("check",), bench.largest.folder))
    note = f"imported: {', '.join(heavy)}" if heavy else f"none of {', '.join(sorted(HEAVY))}"
    yield Line("heavy libraries imported by a warm run", 0, float(len(heavy)), note)


def warmed(folder: Path, *arguments: str) -> None:
    """Fills the caches for a command."""
    time.sleep(SETTLE)
    for _ in range(2):
        cost(checker(*arguments), folder)
