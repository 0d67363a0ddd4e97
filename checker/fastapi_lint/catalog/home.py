"""Where the compiled rulebook is kept: in the user's cache folder, since it belongs to the tool and to no project."""

from __future__ import annotations

import os
from pathlib import Path


def cache_home() -> Path:
    """`fastapi-lint` in the customary cache folder of the platform; nothing is created here."""
    for variable in ("FASTAPI_LINT_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            return Path(folder) / "fastapi-lint"
    return Path.home() / ".cache" / "fastapi-lint"
