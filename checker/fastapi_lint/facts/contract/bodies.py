"""What answers and log lines hold."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Container, Iterator
from typing import Any

from fastapi_lint.facts.contract.exchange import Exchange

_DEEPEST = 8
_MOST = 20
_NEXT = ("next_cursor", "next", "cursor", "next_page_token", "next_token")


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


def logged_json(exchange: Exchange) -> list[dict[str, Any]]:
    """The log lines that are JSON objects."""
    return [found for line in logged_lines(exchange) if (found := _object(line)) is not None]


def rows_of(body: Any) -> list[Any]:
    """The entries of a page: a list, or the first list of an object."""
    if isinstance(body, dict):
        return next((value for value in body.values() if isinstance(value, list)), [])
    return body if isinstance(body, list) else []


def next_cursor(body: Any) -> str | None:
    """The cursor that a page hands out; None on the last one, and for links."""
    found = [body.get(name) for name in _NEXT] if isinstance(body, dict) else []
    return next((value for value in found if isinstance(value, str) and value and not value.startswith("http")), None)


def item_with(body: Any, fields: Container[str]) -> dict[str, Any]:
    """The object of an answer that has some of these fields: the whole, or what an envelope holds."""
    options = [body, *body.values()] if isinstance(body, dict) else []
    return next((o for o in options if isinstance(o, dict) and any(name in fields for name in o)), {})


def claims_of(token: str) -> dict[str, Any] | None:
    """What a JWT says; None for any other text."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        return _object(urlsafe_b64decode(f"{parts[1]}{'=' * (-len(parts[1]) % 4)}").decode())
    except ValueError:
        return None


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
