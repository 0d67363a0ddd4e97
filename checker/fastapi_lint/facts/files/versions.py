"""Versions as numbers, from whatever text names them."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)*)")
_FLOOR = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:>=|~=|==)\s*(\d+(?:\.\d+)*)\s*$")


def numbers(text: str) -> tuple[int, ...]:
    """The first version in a text: (3, 12) of `3.12-slim` and of `>=3.12`; empty when there is none."""
    found = _NUMBERS.search(text)
    return tuple(int(n) for n in found[1].split(".")) if found else ()


def floor(text: str) -> tuple[str, tuple[int, ...]]:
    """The name and the lowest version of `redis>=7`; ("", ()) when the text is none."""
    found = _FLOOR.match(text)
    return (found[1].lower(), numbers(found[2])) if found else ("", ())


def below(version: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Whether a known version is certainly lower; `3` is not lower than `3.11`, since it may be any 3."""
    return bool(version) and version < wanted[: len(version)]


def shown(version: tuple[int, ...]) -> str:
    """`3.12` for (3, 12)."""
    return ".".join(map(str, version))
