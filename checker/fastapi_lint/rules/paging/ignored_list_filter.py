"""A list holds entries that it was told to leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.bodies import rows_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe != "filtered-list" or exchange.status != 200:
        return
    name, _, wanted = exchange.note.partition("=")
    rows = [row for row in rows_of(exchange.json) if isinstance(row, dict)]
    options = _options(exchange, name)
    for field in _meant(name, rows, options):
        other = next((row[field] for row in rows if str(row[field]) != wanted), None)
        if other is not None:
            yield Finding(exchange.place, {"operation": exchange.name, "filter": exchange.note, "found": str(other)})


def _options(exchange: Exchange, name: str) -> list[Any]:
    """What the parameter can be: the values that the document lists, or yes and no."""
    found = (p.schema for p in exchange.operation.parameters if p.name == name) if exchange.operation else iter(())
    schema = next(found, None)
    return [] if schema is None else schema.plain.get("enum") or [True, False]


def _meant(name: str, rows: list[dict[str, Any]], options: list[Any]) -> Iterator[str]:
    """The field that it selects by: of the same name, and with its values in every entry."""
    for field in rows[0] if rows else ():
        named = name == field or name.endswith(f"_{field}")
        if named and all(_is_one_of(row.get(field), options) for row in rows):
            yield field


def _is_one_of(value: object, options: list[Any]) -> bool:
    """0 and 1 are no yes and no."""
    return any(value == option and type(value) is type(option) for option in options)
