"""python -m benchmarks.adoption PROJECT…: adopts the rulebook in a copy of each project and prints the figures."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.adoption.walk import walk


def main(argv: list[str]) -> int:
    if not argv or not all(Path(name).is_dir() for name in argv):
        print("usage: python -m benchmarks.adoption PROJECT…", file=sys.stderr)
        return 2
    missed = 0
    for name in argv:
        print(Path(name).resolve().name)
        with TemporaryDirectory() as folder:
            for figure in walk(Path(name), Path(folder).resolve()):
                goal = "" if figure.wanted is None else f"  (goal {figure.wanted}{'' if figure.is_met else ': MISSED'})"
                print(f"  {figure.got:>5}  {figure.name}{goal}{f'; {figure.note}' if figure.note else ''}", flush=True)
                missed += not figure.is_met
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
