"""Which modules a command imports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.process import cost

HEAVY = frozenset({"libcst", "rich", "pydantic", "yaml"})


def imported(arguments: Sequence[str], cwd: Path) -> frozenset[str]:
    """The top-level packages that `python -m fastapi_lint …` imports in its own process."""
    said = cost((sys.executable, "-X", "importtime", "-m", "fastapi_lint", *arguments), cwd).stderr
    return packages(said)


def packages(importtime: str) -> frozenset[str]:
    """The top-level names in what `-X importtime` prints: `import time: self | cumulative | name`."""
    lines = [line.split("|") for line in importtime.splitlines() if line.startswith("import time:")]
    return frozenset(parts[2].strip().split(".")[0] for parts in lines if len(parts) == 3)
