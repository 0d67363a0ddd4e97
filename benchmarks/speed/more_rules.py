"""What 300 further rules add to the CPU of a first run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.bench import Bench
from benchmarks.speed.pairs import in_turn, middle, ratio, summed
from benchmarks.speed.process import cost
from benchmarks.speed.table import Line

FURTHER = 300
_HOME = Path(__file__).resolve().parents[2]  # where `benchmarks` can be imported
_CHECK = (sys.executable, "-m", "benchmarks.speed.synthetic")


def more_rules(bench: Bench) -> Iterator[Line]:
    """CPU with the further rules over CPU without, all projects."""
    parts = [
        in_turn(
            bench.runs,
            lambda p=p: cost((*_CHECK, p.folder, str(FURTHER)), _HOME).cpu,  # type: ignore[misc]
            lambda p=p: cost((*_CHECK, p.folder, "0"), _HOME).cpu,  # type: ignore[misc]
        )
        for p in bench.projects
    ]
    together = summed(parts)
    note = f"{middle(together, 0):.2f} s / {middle(together, 1):.2f} s"
    yield Line(f"CPU with {FURTHER} further synthetic rules / without", 1.10, ratio(together), note)
