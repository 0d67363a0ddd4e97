"""Anchors -> lines and columns. Positions cost as much as parsing, so only reported places are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import NamedTuple

import libcst as cst

# Private, but what libcst's own PositionProvider is built on; that provider places every node at four times the cost.
from libcst._nodes.internal import CodegenState

from fastapi_lint.model.location import Anchor, Location
from fastapi_lint.source.blocks import split_lines
from fastapi_lint.source.extract import Order
from fastapi_lint.source.statements import read_statement
from fastapi_lint.source.walk import Walk


def locate(order: Order, text: str, anchors: Iterable[Anchor], *, whole: bool) -> dict[Anchor, Location]:
    """The places of some anchors of one file; an anchor that has no node of its own gets its statement's place."""
    by_block: dict[int, set[Anchor]] = {}
    for anchor in anchors:
        by_block.setdefault(anchor.block, set()).add(anchor)
    found = {a: Location(a.path, 1, 1, 1, 1) for a in by_block.pop(-1, ())}
    lines = split_lines(text)
    for index, (module, statement, first_line) in _parsed(order, text, lines, sorted(by_block), whole=whole).items():
        nodes = nodes_of(order, statement, index)
        wanted = {anchor: nodes.get(anchor.node, statement) for anchor in by_block[index]}
        places = _places(module, set(wanted.values()), first_line)
        found.update({a: Location(a.path, *_shown(node, places[node])) for a, node in wanted.items()})
    return found


class _Parsed(NamedTuple):
    """A statement in the module that it was parsed in, and the line of the file on which that module begins."""

    module: cst.Module
    statement: cst.CSTNode
    first_line: int


def _parsed(order: Order, text: str, lines: Sequence[str], blocks: Sequence[int], *, whole: bool) -> dict[int, _Parsed]:
    if whole:
        module = cst.parse_module(text)
        return {index: _Parsed(module, module.body[index], 1) for index in blocks}
    found = {}
    for index in blocks:
        block = order.outline[index]
        module = cst.parse_module("".join(lines[block.start - 1 : block.end]))
        found[index] = _Parsed(module, module.body[0], block.start)
    return found


def nodes_of(order: Order, statement: cst.CSTNode, index: int) -> dict[int, cst.CSTNode]:
    """The nodes that the extracting walk numbers in one top-level statement: the walk is simply run again."""
    nodes: dict[int, cst.CSTNode] = {}
    walk = Walk(order.path, order.module, order.bindings, order.targets, nodes)
    walk.start_block(index)
    read_statement(walk, statement)  # type: ignore[arg-type]
    return nodes


def is_block(order: Order, index: int, statement: cst.CSTNode, lines: Sequence[str]) -> bool:
    """Whether a statement of a whole-file parse is the block of this number: a wrong cut above shifts the numbers."""
    if index >= len(order.outline) or not isinstance(statement, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        return False
    block = order.outline[index]
    piece = "".join(lines[block.start - 1 : block.end]).lstrip("\f")
    return piece.startswith(cst.Module(()).code_for_node(statement.with_changes(leading_lines=())).rstrip())


class _Place(NamedTuple):
    """Lines and columns from 1, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class _Spans(CodegenState):
    """Generates code and notes between which tokens some nodes lie, without the whitespace around them."""

    def __init__(self, module: cst.Module, wanted: set[cst.CSTNode]) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self._wanted = wanted
        self.spans: dict[cst.CSTNode, tuple[int, int]] = {}
        self._open: list[int] = []

    def before_codegen(self, node: cst.CSTNode) -> None:
        if node in self._wanted:
            self._open.append(len(self.tokens))

    def after_codegen(self, node: cst.CSTNode) -> None:
        if node in self._wanted:
            start = self._open.pop()
            self.spans.setdefault(node, (start, len(self.tokens)))

    @contextmanager
    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Iterator[None]:
        if node not in self._wanted:
            yield
            return
        self._wanted |= {n for n in (start_node, end_node) if n is not None}
        start = len(self.tokens)
        yield
        first = self.spans.get(start_node, (start, 0))[0] if start_node is not None else start
        last = self.spans.get(end_node, (0, len(self.tokens)))[1] if end_node is not None else len(self.tokens)
        self.spans[node] = (first, last)


def _places(module: cst.Module, wanted: set[cst.CSTNode], first_line: int) -> dict[cst.CSTNode, _Place]:
    state = _Spans(module, set(wanted))
    module._codegen(state)
    offsets = [0, *accumulate(map(len, state.tokens))]
    line_starts = [0, *accumulate(map(len, split_lines("".join(state.tokens))))]

    def at(token: int) -> tuple[int, int]:
        offset = offsets[min(token, len(offsets) - 1)]
        line = bisect_right(line_starts, offset) - 1
        return line + first_line, offset - line_starts[line] + 1

    return {node: _Place(*at(state.spans[node][0]), *at(state.spans[node][1])) for node in wanted}


def _shown(node: cst.CSTNode, place: _Place) -> _Place:
    """A compound statement is shown by its first line, not by its whole block."""
    if isinstance(node, cst.BaseCompoundStatement | cst.ExceptHandler):
        return place._replace(end_line=place.line, end_column=place.column + 1)
    return place
