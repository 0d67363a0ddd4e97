"""Globs over paths with `/`: `*` within one part, `**` for any number of parts, a final `/` for everything below."""

from __future__ import annotations

import re
from functools import cache


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """The expression that a whole path must match."""
    if pattern.endswith("/"):
        pattern += "**"
    parts = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", pattern):
        match part:
            case "**/":
                parts.append("(?:.*/)?")
            case "**":
                parts.append(".*")
            case "*":
                parts.append("[^/]*")
            case "?":
                parts.append("[^/]")
            case _:
                parts.append(part if part.startswith("[") and part.endswith("]") else re.escape(part))
    return re.compile("".join(parts))
