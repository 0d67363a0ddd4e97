"""The words of a Python or database name, and what they stand for."""

from __future__ import annotations

import re

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SNAKE = re.compile(r"[a-z_][a-z0-9_]*")
_SINGULAR_S = frozenset({
    "address", "access", "alias", "analysis", "basis", "bonus", "business", "canvas", "chassis", "class", "gas", "gps",
    "https", "index", "lens", "news", "process", "progress", "sales", "series", "species", "success", "tax", "kudos",
    "logistics", "analytics", "metrics", "statistics", "physics", "settings", "details", "sms", "dns", "atlas",
})  # fmt: skip
_IRREGULAR = frozenset({"people", "children", "men", "women", "criteria", "indices", "matrices"})


def words(name: str) -> tuple[str, ...]:
    """The lower-case words of a name in snake, kebab or camel case: `unitPrice` gives `unit`, `price`."""
    return tuple(w for w in _HUMP.sub("_", name).replace("-", "_").lower().split("_") if w)


def is_snake_case(name: str) -> bool:
    """Whether a name is written in lower-case words with underscores."""
    return _SNAKE.fullmatch(name) is not None


def is_plural(word: str) -> bool:
    """Whether an English noun is certainly a plural; in doubt it is not."""
    if word in _IRREGULAR:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _SINGULAR_S
