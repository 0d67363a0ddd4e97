"""Values as TOML on one line; the standard library only reads it."""

from __future__ import annotations

import json


def inline(value: object) -> str:
    """A text, number, truth value, list, set or table."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple | set | frozenset):
        ordered = sorted(value) if isinstance(value, set | frozenset) else value
        return "[" + ", ".join(map(inline, ordered)) + "]"
    return json.dumps(value, ensure_ascii=False)
