"""Where the nodes of a libcst tree stand, put on the `ast` nodes that are made of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeVar

import libcst as cst
from libcst.metadata import CodeRange

from fastapi_lint.model.record import record

N = TypeVar("N", bound=ast.AST)


@record(eq=True)
class Placer:
    """Marks `ast` nodes with the libcst node they are made of, and with its place when places are known."""

    places: Mapping[cst.CSTNode, CodeRange]
    lines: Sequence[str] = ()

    def put(self, made: N, node: cst.CSTNode) -> N:
        """The same node, marked. Columns become bytes of UTF-8, as `ast` counts them."""
        made.concrete = node  # type: ignore[attr-defined]
        place = self.places.get(node)
        if place is not None:
            made.lineno, made.col_offset = place.start.line, self._bytes(place.start.line, place.start.column)  # type: ignore[attr-defined]
            made.end_lineno, made.end_col_offset = place.end.line, self._bytes(place.end.line, place.end.column)  # type: ignore[attr-defined]
        return made

    def _bytes(self, line: int, column: int) -> int:
        text = self.lines[line - 1][:column] if line <= len(self.lines) else ""
        return column if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def concrete_of(node: ast.AST) -> cst.CSTNode | None:
    """The libcst node that an `ast` node was made of."""
    found: cst.CSTNode | None = getattr(node, "concrete", None)
    return found
