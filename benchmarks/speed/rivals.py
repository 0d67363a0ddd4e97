"""Beside the linter that is built on libcst, and beside the nearest linter for FastAPI."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.speed.bench import Bench
from benchmarks.speed.pairs import in_turn, middle, ratio
from benchmarks.speed.process import NotMeasured, cost
from benchmarks.speed.table import Line
from benchmarks.speed.tools import checker, fixit, therapist


def fixit_cpu(bench: Bench) -> Iterator[Line]:
    """Fixit's CPU over ours, on mealie."""
    name, goal = "Fixit CPU / cold CPU, mealie", 40.0
    folder = bench.project("mealie").folder
    try:
        rival = fixit()
        series = in_turn(
            bench.runs,
            lambda: cost((*rival, "."), folder, allowed=range(256)).cpu,
            lambda: cost(checker("--no-cache", "--no-delegates"), folder).cpu,
        )
    except NotMeasured as error:
        yield Line(name, goal, None, str(error), at_least=True)
        return
    note = f"{middle(series, 0):.1f} s / {middle(series, 1):.2f} s"
    yield Line(name, goal, ratio(series), note, at_least=True)


def therapist_wall(bench: Bench) -> Iterator[Line]:
    """Our wall time over that of fastapi-therapist, on dispatch, delegates included."""
    name, goal = "cold wall / fastapi-therapist, dispatch", 0.125
    folder = bench.project("dispatch").folder
    try:
        rival = therapist(bench.therapist)
        series = in_turn(
            bench.runs,
            lambda: cost(checker("--no-cache"), folder).wall,
            lambda: cost((*rival, "."), folder).wall,
        )
    except NotMeasured as error:
        yield Line(name, goal, None, str(error))
        return
    yield Line(name, goal, ratio(series), f"{middle(series, 0):.2f} s / {middle(series, 1):.2f} s")
