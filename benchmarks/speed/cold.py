"""A first run on a project, beside bare parsing with libcst and beside ruff with all its rules."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.speed.bench import Bench
from benchmarks.speed.pairs import Series, in_turn, middle, ratio, summed
from benchmarks.speed.process import cost
from benchmarks.speed.project import Project
from benchmarks.speed.table import Line
from benchmarks.speed.tools import COLD, PARSE, checker, ruff

LARGE = 5_000
"""Lines above which a single project counts."""


def cold(bench: Bench) -> Iterator[Line]:
    """Three lines: all projects and the worst one beside libcst, all projects beside ruff."""
    series = {project.name: _measured(project, bench.runs) for project in bench.projects}
    together = summed(list(series.values()))
    ours, bare, other = (middle(together, which) for which in range(3))
    yield Line(
        "cold CPU / bare libcst.parse_module, all projects", 0.45, ratio(together), f"{ours:.2f} s / {bare:.2f} s"
    )
    name, worst = max(((p.name, ratio(series[p.name])) for p in bench.projects if p.lines > LARGE), key=lambda x: x[1])
    note = f"{name}: {middle(series[name], 0):.2f} s / {middle(series[name], 1):.2f} s"
    yield Line(f"the same, worst project above {LARGE:,} lines", 0.70, worst, note)
    yield Line("cold CPU / ruff --no-cache --select ALL", 6, ratio(together, 0, 2), f"{ours:.2f} s / {other:.2f} s")


def _measured(project: Project, runs: int) -> Series:
    return in_turn(
        runs,
        lambda: cost(checker(*COLD), project.folder).cpu,
        lambda: cost((*PARSE, project.listed), project.folder).cpu,
        lambda: cost(ruff("--no-cache", "--select", "ALL"), project.folder).cpu,
    )
