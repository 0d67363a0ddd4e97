"""The repository's own files, without the environments and caches that reference services make."""

from __future__ import annotations

import os
from pathlib import Path


def files_below(folder: Path, suffix: str) -> list[Path]:
    """Files whose names end so, sorted; folders that begin with a dot are passed over."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(place, name) for name in names if name.endswith(suffix))
    return sorted(found)
