"""Which files say something about a few others: what these import, and what imports them, over any number of files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Edges = Mapping[str, Iterable[str]]


def nearby(imports: Edges, names: Iterable[str]) -> frozenset[str]:
    """The modules around those of these names, themselves included; `imports` maps each module to what it imports."""
    start = [name for name in names if name in imports]
    importers: dict[str, list[str]] = {}
    for name, imported in imports.items():
        for target in imported:
            importers.setdefault(target, []).append(name)
    return _reached(imports.get, start) | _reached(importers.get, start)


def _reached(edges: Callable[[str, tuple[str, ...]], Iterable[str]], start: Iterable[str]) -> frozenset[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for target in edges(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)
