"""Writing what was planned."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.api.adopting.accepting import write_baseline
from fastapi_lint.api.adopting.planning import Plan
from fastapi_lint.api.sync.changes import carry_out


def adopt(planned: Plan, cache: Path) -> int:
    """Writes the files, then accepts what is found with them in place; returns how many findings that are.

    `cache` is the folder in which the plan kept its facts.
    """
    carry_out(planned.around.repository, planned.changes)
    if planned.baseline is None:
        return 0
    return write_baseline((planned.around.root,), planned.baseline, cache).count
