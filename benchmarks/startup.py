"""`python -m benchmarks.startup`: how long `uvx fastapi-lint` takes to say its version, beside `import libcst`.

The wheel is that of this repository. *cold*: no environment exists yet, and uv's cache has the packages; *warm*: the
next call.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.pairs import Series, in_turn, middle, ratio
from benchmarks.speed.process import NotMeasured, cost
from benchmarks.speed.table import Line, closing, row
from benchmarks.speed.tools import IMPORT_LIBCST

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")
RUNS = 7
WARM, COLD = 1.5, 4.0
"""Times `python -c "import libcst"`."""


def main() -> int:
    """The exit code: 0 the goal met, 1 missed, or nothing measured."""
    with tempfile.TemporaryDirectory() as work:
        cache = Path(work, "uv")
        os.environ["UV_CACHE_DIR"] = str(cache)
        try:
            lines = _lines(Path(work), cache)
        except NotMeasured as problem:
            print(problem)
            return 1
    for line in lines:
        print(row(line))
    print(closing(lines))
    return 0 if all(line.met for line in lines) else 1


def _lines(work: Path, cache: Path) -> list[Line]:
    cost([UV, "build", "--quiet", "--wheel", "--out-dir", work, ROOT], work, allowed=(0,))
    (wheel,) = work.glob("*.whl")
    run: list[str | Path] = [UV, "tool", "run", "--python", sys.executable, "--from", wheel]

    def libcst() -> float:
        return cost(IMPORT_LIBCST, work, allowed=(0,)).wall

    def warm() -> float:
        return cost([*run, "fastapi-lint", "--version"], work, allowed=(0,)).wall

    def cold() -> float:
        for environments in cache.glob("environments-*"):
            shutil.rmtree(environments)
        return warm()

    warm()  # fetches the packages; what that takes is the network's business
    series: Series = in_turn(RUNS, libcst, cold, warm)
    libcst_ms, cold_ms, warm_ms = (middle(series, which) * 1000 for which in range(3))
    told = f"{warm_ms:.0f} ms, cold {cold_ms:.0f} ms, libcst {libcst_ms:.0f} ms"
    return [
        Line("uvx fastapi-lint --version, warm / import libcst", WARM, ratio(series, 2, 0), told, unit="x"),
        Line("uvx fastapi-lint --version, cold / import libcst", COLD, ratio(series, 1, 0), unit="x"),
    ]


if __name__ == "__main__":
    sys.exit(main())
