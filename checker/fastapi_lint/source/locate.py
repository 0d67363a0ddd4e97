"""Anchors -> lines and columns. Positions cost more than parsing, so only reported places are asked for."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

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
    found: dict[Anchor, Location] = {}
    lines = split_lines(text)
    tree = _parsed(text) if whole else None
    for index, wanted in by_block.items():
        if index < 0:
            found.update({a: Location(a.path, 1, 1, 1, 1) for a in wanted})
            continue
        if tree is None:
            block = order.outline[index]
            module, position, offset = _parsed("".join(lines[block.start - 1 : block.end])), 0, block.start - 1
        else:
            module, position, offset = tree, index, 0
        found.update(_in_module(order, module, position, index, wanted, offset))
    return found


def _parsed(text: str) -> MetadataWrapper:
    return MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)


def _in_module(
    order: Order, wrapper: MetadataWrapper, position: int, index: int, wanted: set[Anchor], offset: int
) -> dict[Anchor, Location]:
    ranges = wrapper.resolve(PositionProvider)
    statement = wrapper.module.body[position]
    nodes = nodes_of(order, statement, index)
    found = {}
    for anchor in wanted:
        node = nodes.get(anchor.node, statement)
        place = ranges.get(node) or ranges[statement]
        found[anchor] = _location(anchor.path, node, place, offset)
    return found


def nodes_of(order: Order, statement: cst.CSTNode, index: int) -> dict[int, cst.CSTNode]:
    """The nodes that the extracting walk numbers in one top-level statement: the walk is simply run again."""
    nodes: dict[int, cst.CSTNode] = {}
    walk = Walk(order.path, order.module, order.bindings, order.targets, nodes)
    walk.start_block(index)
    read_statement(walk, statement)  # type: ignore[arg-type]
    return nodes


def _location(path: str, node: cst.CSTNode, place: CodeRange, offset: int) -> Location:
    start, end = place.start, place.end
    line, end_line, end_column = start.line + offset, end.line + offset, end.column + 1
    if isinstance(node, cst.BaseCompoundStatement | cst.ExceptHandler):
        end_line, end_column = line, start.column + 1  # the keyword's line, not the whole block
    return Location(path, line, start.column + 1, end_line, end_column)
