"""`python -m benchmarks.speed FOLDER`: every line of the speed table, measured in one run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.projects import MissingCheckouts, checkouts
from benchmarks.speed.bench import Bench
from benchmarks.speed.cold import cold
from benchmarks.speed.growth import growth, processes
from benchmarks.speed.more_rules import more_rules
from benchmarks.speed.one_file import one_file
from benchmarks.speed.process import NotMeasured, cost
from benchmarks.speed.project import copied
from benchmarks.speed.rivals import fixit_cpu, therapist_wall
from benchmarks.speed.table import Line, closing, row
from benchmarks.speed.tools import COLD, checker
from benchmarks.speed.warm import warm

MEASUREMENTS: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "cold": cold,
    "fixit": fixit_cpu,
    "therapist": therapist_wall,
    "warm": warm,
    "one-file": one_file,
    "processes": processes,
    "growth": growth,
    "more-rules": more_rules,
}


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 every goal met, 1 one missed or not measured, 2 wrong arguments."""
    given = _parser().parse_args(argv)
    try:
        found = checkouts(given.folder)
    except MissingCheckouts as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work).resolve()
        bench = Bench(copied(found, folder / "projects"), given.runs, folder, given.therapist)
        os.environ["FASTAPI_LINT_CACHE"] = str(folder / "rulebook")  # no other checker may replace it meanwhile
        cost(checker(*COLD), bench.projects[0].folder)  # compiles the rulebook, which happens once per version
        lines = list(_measured(bench, given.only or list(MEASUREMENTS)))
    print(f"\n{closing(lines)}; medians of {given.runs}")
    return 0 if all(line.met for line in lines) else 1


def _measured(bench: Bench, names: Sequence[str]) -> Iterator[Line]:
    for name in names:
        try:
            for line in MEASUREMENTS[name](bench):
                print(row(line), flush=True)
                yield line
        except NotMeasured as error:
            print(row(line := Line(name, 0, None, str(error))), flush=True)
            yield line


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks.speed")
    parser.add_argument("folder", type=Path, help="folder that holds the checkouts of projects.tsv by name")
    parser.add_argument("--runs", type=int, default=5, help="runs per figure; their median counts")
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="measure only this; repeatable")
    parser.add_argument("--therapist", type=Path, metavar="PYTHON", help="interpreter beside a fastapi-therapist")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
