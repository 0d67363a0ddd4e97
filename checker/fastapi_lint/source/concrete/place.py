"""Where the nodes of a libcst tree stand, put on the `ast` nodes that are made of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeVar

import libcst as cst
from libcst.metadata import CodePosition, CodeRange

from fastapi_lint.model.record import Record

N = TypeVar("N", bound=ast.AST)


class Placer(Record, eq=True):
    """Marks `ast` nodes with the libcst node they are made of, and with its place when places are known."""

    places: Mapping[cst.CSTNode, CodeRange]
    lines: Sequence[str] = ()

    def put(self, made: N, node: cst.CSTNode) -> N:
        """The same node, marked. Columns become bytes of UTF-8, as `ast` counts them."""
        made.concrete = node  # type: ignore[attr-defined]
        start, end = self._span(node)
        made.lineno, made.col_offset = start  # type: ignore[attr-defined]
        made.end_lineno, made.end_col_offset = end  # type: ignore[attr-defined]
        return made

    def _span(self, node: cst.CSTNode) -> tuple[tuple[int, int], tuple[int, int]]:
        place = self.places.get(node)
        if place is None:
            return (0, 0), (0, 0)
        return self._byte(place.start), self._byte(place.end)

    def _byte(self, at: CodePosition) -> tuple[int, int]:
        text = self.lines[at.line - 1][: at.column] if at.line <= len(self.lines) else ""
        return at.line, at.column if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def concrete_of(node: ast.AST) -> cst.CSTNode | None:
    """The libcst node that an `ast` node was made of."""
    found: cst.CSTNode | None = getattr(node, "concrete", None)
    return found
