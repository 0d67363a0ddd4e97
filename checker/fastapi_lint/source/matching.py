"""What the patterns of a `match` bind."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def names_in(pattern: ast.pattern) -> Iterator[str]:
    """The variables that a pattern binds."""
    for part in ast.walk(pattern):
        name = part.rest if isinstance(part, ast.MatchMapping) else getattr(part, "name", None)
        if isinstance(name, str):
            yield name


def captured(pattern: ast.pattern) -> str | None:
    """The variable that stands for the whole subject: of `case found` and of `case Found() as found`."""
    return pattern.name if isinstance(pattern, ast.MatchAs) else None
