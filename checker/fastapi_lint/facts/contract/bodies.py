"""What answers and log lines hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.exchange import Exchange

_DEEPEST = 8
_MOST = 20


def fields_of(value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """(name, value) of every field of a JSON value, those inside lists and objects included."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name), inner
            yield from fields_of(inner, depth + 1)
    elif isinstance(value, list):
        for item in value[:_MOST]:
            yield from fields_of(item, depth + 1)


def logged_lines(exchange: Exchange) -> tuple[str, ...]:
    """The lines that the service printed while it answered."""
    return tuple(line for line in exchange.output.splitlines() if line.strip())
