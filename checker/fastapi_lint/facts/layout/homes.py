"""Where definitions of a kind belong: places written as `schemas.py`, `schemas/*` or `core/config.py`."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache


@cache
def lies_in(path: str, place: str) -> bool:
    """Whether a file is at a place: `name.py` in any folder, `folder/*` anywhere below it, `a/b.py` at the end."""
    parts, wanted = path.split("/"), place.strip().split("/")
    if wanted[-1] == "*":
        folders, wanted = parts[:-1], wanted[:-1]
        starts = range(len(folders) - len(wanted) + 1)
        return any(_fits(folders[start : start + len(wanted)], wanted) for start in starts)
    return len(parts) >= len(wanted) and _fits(parts[-len(wanted) :], wanted)


def _fits(parts: list[str], wanted: list[str]) -> bool:
    return len(parts) == len(wanted) and all(fnmatchcase(part, want) for part, want in zip(parts, wanted, strict=True))


def read_homes(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Role -> its places, from lines such as `schemas = schemas.py, schemas/*`."""
    pairs = (line.partition("=") for line in lines)
    return {role.strip(): tuple(p.strip() for p in places.split(",") if p.strip()) for role, _, places in pairs}


def is_home(path: str, places: Iterable[str]) -> bool:
    """Whether the file is at one of the places."""
    return any(lies_in(path, place) for place in places)
