"""The oldest and the newest version that a specifier admits: PEP 440, and Poetry's `^` and `~`."""

from __future__ import annotations

import re

VERSION = re.compile(r"\d+(?:\.\d+)+|\d+")


def oldest_version(specifier: str) -> tuple[int, ...]:
    """The oldest version that a specifier admits (PEP 440, Poetry's `^` too); empty when nothing limits it."""
    for part in (p.strip() for p in specifier.split(",")):
        version = VERSION.search(part)
        if version is not None and (part.startswith((">", "==", "^", "~")) or part[0].isdigit()):
            return tuple(int(n) for n in version[0].split("."))
    return ()


def newest_major(specifier: str) -> int:
    """The newest major version that a specifier admits (PEP 440, Poetry's `^` too); 0 when nothing limits it."""
    for part in (p.strip() for p in specifier.split(",")):
        version = VERSION.search(part)
        if version is None:
            continue
        numbers = [int(n) for n in version[0].split(".")]
        if part.startswith("<"):
            return numbers[0] if part.startswith("<=") or any(numbers[1:]) else numbers[0] - 1
        if part.startswith(("==", "^", "~")) or part[0].isdigit():
            return numbers[0]
    return 0
