"""Which value of the client a text holds that is put together of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.expression import Expr, Sequence

if TYPE_CHECKING:
    from fastapi_lint.facts.client.data import ClientData


def origin_in_text(data: ClientData, text: str, values: tuple[Expr, ...]) -> Origin | None:
    """Of the first client value in a text with `{}` for each value; an unknown one before it may end in a slash."""
    before: object = ""
    for piece, value in zip(text.split("{}"), values, strict=False):
        before = f"{before}{piece}" if isinstance(before, str) else piece or before
        if (origin := data.of(value)) is not None:
            return origin.behind(before)
        known = data.project.constant(value, data.function)
        before = f"{before}{known}" if isinstance(known, str) else None
    return None


def origin_of_operation(data: ClientData, op: str, operands: tuple[Expr, ...]) -> Origin | None:
    """Of the first client value among alternatives, in a sum of texts, a joined path or a `%` template."""
    if op in ("or", "and"):
        return data.first(operands)
    if op not in ("+", "/", "%") or len(operands) != 2:
        return None
    left, right = operands
    if (origin := data.of(left)) is not None:
        return origin
    if (origin := data.first(right.items) if isinstance(right, Sequence) else data.of(right)) is None:
        return None
    before = data.project.constant(left, data.function)
    before = before.split("%")[0] if op == "%" and isinstance(before, str) else before
    return replace(origin, leads=False) if op == "/" else origin.behind(before)
