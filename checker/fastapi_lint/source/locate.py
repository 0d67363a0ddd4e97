"""Anchors -> lines and columns. Only reported places are asked for, so facts need not carry them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from fastapi_lint.model.location import Anchor, Location
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.extract import Order
from fastapi_lint.source.lines import split_lines
from fastapi_lint.source.statements import read_statement
from fastapi_lint.source.syntax import Block, parse
from fastapi_lint.source.walk import Noted, Walk

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPOUND = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith),
    *(ast.Try, ast.TryStar, ast.Match, ast.ExceptHandler),
)


def locate(order: Order, text: str, anchors: Iterable[Anchor]) -> dict[Anchor, Location]:
    """The places of some anchors of one file; an anchor that has no node of its own gets its statement's place."""
    by_block: dict[int, set[Anchor]] = {}
    for anchor in anchors:
        by_block.setdefault(anchor.block, set()).add(anchor)
    found = {a: Location(a.path, 1, 1, 1, 1) for a in by_block.pop(-1, ())}
    syntax = parse(text, full=order.full, placed=True) if by_block else None
    if syntax is None or isinstance(syntax, Unreadable):
        return found
    lines = split_lines(text)
    for index, wanted in by_block.items():
        block = syntax.blocks[index]
        noted = _noted(order, block, index)
        whole = Noted(block[0], None)
        found.update({a: _placed(a.path, noted.get(a.node, whole), lines) for a in wanted})
    return found


def _noted(order: Order, block: Block, index: int) -> dict[int, Noted]:
    """The nodes that the extracting walk numbers in one block: the walk is simply run again."""
    noted: dict[int, Noted] = {}
    walk = Walk(order.path, order.module, order.bindings, order.targets, noted)
    walk.start_block(index)
    for statement in block:
        read_statement(walk, statement)
    return noted


def _placed(path: str, noted: Noted, lines: Sequence[str]) -> Location:
    node = noted.node
    line, start = node.lineno, _column(node.lineno, node.col_offset, lines)
    if isinstance(node, _DEFINITIONS):
        start = _named(node.name, line, start, lines)
        return Location(path, line, start, line, start + len(node.name))
    if isinstance(node, _COMPOUND):
        return Location(path, line, start, line, start + 1)
    last = noted.last or node
    end = last.end_lineno or last.lineno
    return Location(path, line, start, end, _column(end, last.end_col_offset or 0, lines))


def _column(line: int, offset: int, lines: Sequence[str]) -> int:
    """The column of a byte offset, both in one line; columns count characters from 1."""
    text = lines[line - 1] if line <= len(lines) else ""
    return 1 + (
        offset if text.isascii() else len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))
    )


def _named(name: str, line: int, start: int, lines: Sequence[str]) -> int:
    """Where the name stands behind `def` or `class`; where the statement starts when a line break comes between."""
    text = lines[line - 1]
    keyword = text.find("class " if text.startswith("class", start - 1) else "def", start - 1)
    return max(text.find(name, keyword + len("def")) + 1, start)
