"""Lays code out by the ruff settings of its own project."""

from __future__ import annotations

import subprocess
from pathlib import Path

from fastapi_lint.delegate.ruff import installed


def tidy(folder: Path) -> None:
    """Sorts imports and wraps lines below a folder, where names have changed. Does nothing without ruff."""
    binary = installed()
    if binary is None:
        return
    for command in (("check", "--select", "I", "--fix"), ("format",)):
        subprocess.run([binary, *command, "--no-cache", "--quiet", "."], cwd=folder, capture_output=True, check=False)
