"""Anchors -> lines and columns, for what is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fastapi_lint.facts.code import BY_NAME, Module
from fastapi_lint.model.location import Anchor, Location, block_of, node_of, path_of
from fastapi_lint.source.lines import split_lines

_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")


def locate(module: Module, text: str, anchors: Iterable[Anchor]) -> dict[Anchor, Location]:
    """The places of some anchors of one file whose text is this; -1 as block stands for the file's first line."""
    lines = split_lines(text)
    return {anchor: _placed(anchor, module, lines) for anchor in anchors}


def _placed(anchor: Anchor, module: Module, lines: Sequence[str]) -> Location:
    span = module.spans.of(block_of(anchor), node_of(anchor)) if block_of(anchor) >= 0 else None
    if span is None or not span[0]:
        return Location(path_of(anchor), 1, 1, 1, 1)
    line, start, end_line, end = span
    column = _column(line, start, lines)
    if end_line != BY_NAME:
        return Location(path_of(anchor), line, column, end_line, _column(end_line, end, lines))
    match = _DEFINITION.match(lines[line - 1], column - 1) if line <= len(lines) else None
    if match is None:  # a line break stands between `def` and the name
        return Location(path_of(anchor), line, column, line, column + 1)
    return Location(path_of(anchor), line, match.start(1) + 1, line, match.end(1) + 1)


def _column(line: int, offset: int, lines: Sequence[str]) -> int:
    """The column of a byte offset, both in one line; columns count characters from 1."""
    text = lines[line - 1] if line <= len(lines) else ""
    if text.isascii():
        return 1 + offset
    return 1 + len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))
