"""Which request paths a route's path matches, by the rules of Starlette's `compile_path`."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_PARAMETER = re.compile(r"{([a-zA-Z_]\w*)(?::([a-zA-Z_]\w*))?}")
_CONVERTERS = {
    "str": "[^/]+",
    "path": ".*",
    "int": "[0-9]+",
    "float": r"[0-9]+(?:\.[0-9]+)?",
    "uuid": "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}",
}
_SAMPLES = {
    "str": ("~any~",),
    "path": ("", "~any~", "~any~/~other~"),
    "int": ("7",),
    "float": ("7", "7.5"),
    "uuid": ("01234567-89ab-cdef-0123-456789abcdef",),
}
"""Values that only a parameter of the same or a wider converter accepts."""


@lru_cache(4096)
def _matcher(path: str) -> re.Pattern[str] | None:
    """The regular expression of a path; None when a converter is the project's own."""
    parts = _PARAMETER.split(path)
    text = re.escape(parts[0])
    for converter, literal in zip(parts[2::3], parts[3::3], strict=True):
        pattern = _CONVERTERS.get(converter or "str")
        if pattern is None:
            return None
        text += f"({pattern}){re.escape(literal)}"
    return re.compile(text)


@lru_cache(4096)
def _samples(path: str) -> tuple[str, ...]:
    """Request paths that stand for all that a path matches; empty when a converter is the project's own."""
    parts = _PARAMETER.split(path)
    choices = [_SAMPLES.get(c or "str", ()) for c in parts[2::3]]
    return tuple(
        parts[0] + "".join(v + literal for v, literal in zip(values, parts[3::3], strict=True))
        for values in product(*choices)
    )


def covers(earlier: str, later: str) -> bool:
    """Whether every request path that `later` matches is matched by `earlier` too."""
    if not later.startswith(earlier.partition("{")[0]):
        return False
    matcher, samples = _matcher(earlier), _samples(later)
    return matcher is not None and bool(samples) and all(matcher.fullmatch(s) for s in samples)


def landmarks(path: str) -> list[tuple[int, int, str]]:
    """(number of segments, which one, its text) of each fixed segment, after one for a path that has none.

    A path covers another with as many segments only when all its landmarks are the other's too: whoever compares many
    paths need not compare each with each.
    """
    segments = path.split("/")
    fixed = [(len(segments), n, text) for n, text in enumerate(segments) if text and "{" not in text]
    return [(len(segments), 0, ""), *fixed]


def is_greedy(path: str) -> bool:
    """Whether the path swallows everything below it: it ends with a `path` parameter."""
    return path.endswith(":path}")


def shape(path: str) -> str:
    """The path without the names of its parameters: equal shapes match the same requests."""
    return _PARAMETER.sub(lambda m: f"{{:{m[2] or 'str'}}}", path)
