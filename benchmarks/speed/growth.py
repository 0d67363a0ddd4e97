"""What more processors and more files do to the cost of a first run."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.speed.bench import Bench
from benchmarks.speed.pairs import in_turn, middle, ratio
from benchmarks.speed.process import cost
from benchmarks.speed.project import whole
from benchmarks.speed.table import Line
from benchmarks.speed.tools import COLD, checker

MANY = 10_000
"""Files at which memory is measured."""


def processes(bench: Bench) -> Iterator[Line]:
    """Wall time with two processes over one, on the largest project."""
    folder = bench.largest.folder
    series = in_turn(
        bench.runs,
        lambda: cost(checker("--no-cache", "--no-delegates", "--jobs", "2"), folder).wall,
        lambda: cost(checker(*COLD), folder).wall,
    )
    note = f"{middle(series, 0):.2f} s / {middle(series, 1):.2f} s"
    yield Line(f"wall of two processes / one, {bench.largest.name}", 0.65, ratio(series), note)


def growth(bench: Bench) -> Iterator[Line]:
    """Two lines: CPU for 3 times the files, peak memory of one process at about 10,000 files."""
    files = sum(len(p.files) for p in bench.projects)
    one, three = (whole(bench.projects, times, bench.work / f"times{times}") for times in (1, 3))
    series = in_turn(bench.runs, lambda: cost(checker(*COLD), three).cpu, lambda: cost(checker(*COLD), one).cpu)
    note = f"{3 * files:,} files {middle(series, 0):.1f} s / {files:,} files {middle(series, 1):.1f} s"
    yield Line("CPU for 3 times the files", 3.3, ratio(series), note)
    times = -(-MANY // files)
    peak = cost(checker(*COLD), whole(bench.projects, times, bench.work / "many")).peak
    yield Line(f"peak memory of one process at {times * files:,} files", 250, peak, unit=" MiB")
