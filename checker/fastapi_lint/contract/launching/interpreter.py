"""Which Python runs the target."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from fastapi_lint.model.errors import UsageError

_PATIENCE = 20.0


def interpreter(asked: Path | None, root: Path) -> Path:
    """The one that was asked for, else the project's own environment, else ours; UsageError when there is none."""
    if asked is not None:
        found = shutil.which(str(asked)) or (str(asked) if asked.exists() else None)
        if found is None:
            raise UsageError(f"`{asked}` is no Python interpreter; pass the path of one with --python.")
        return Path(found).absolute()
    for folder in _environments(root):
        for place in (folder / "bin/python", folder / "Scripts/python.exe"):
            if place.exists():
                return place.absolute()
    return _of_poetry(root) or Path(sys.executable)


def _environments(root: Path) -> list[Path]:
    active = os.environ.get("VIRTUAL_ENV")
    return [root / ".venv", root / "venv", *([Path(active)] if active else [])]


def _of_poetry(root: Path) -> Path | None:
    """The interpreter of the environment that Poetry keeps elsewhere."""
    poetry = shutil.which("poetry")
    if poetry is None or not (root / "poetry.lock").exists():
        return None
    command = [poetry, "env", "info", "--executable"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    place = Path(done.stdout.strip())
    return place if done.stdout.strip() and place.exists() else None
