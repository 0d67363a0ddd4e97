"""The data of an outline: blocks of top-level statements and raw imports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from fastapi_lint.source.decode import Unreadable

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Block(NamedTuple):
    """One line of top-level statements: lines `start` to `end` (from 1, inclusive, up to the next block).

    `names` are bound by it; `mentions` are the dotted names in its text whose
    first part the module binds; `marks` is a bit set of `marks.Mark`; `calls` are the
    mentions that it hands to the framework to be called, such as `f` in `Depends(f)`; `makers` those that
    it calls to get them, such as `f` in `Depends(f())`.
    """

    start: int
    end: int
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    marks: int
    calls: tuple[str, ...] = ()
    is_definition: bool = True
    makers: tuple[str, ...] = ()


class RawImport(NamedTuple):
    """One bound name of an import statement as written: `target` may be relative (`..deps.get_db`)."""

    bound: str
    target: str
    top: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What one file binds and mentions, or why it cannot be read."""

    path: str
    blocks: tuple[Block, ...] = ()
    imports: tuple[RawImport, ...] = ()
    error: Unreadable | None = None


def split_lines(text: str) -> list[str]:
    """Lines with their ends, split only where Python's tokenizer does (not at form feeds or U+2028)."""
    return text.splitlines(keepends=True) if _plain(text) else _LINE.findall(text)


def _plain(text: str) -> bool:
    """Whether `str.splitlines` cuts where the tokenizer does."""
    return text.isascii() and not any(c in text for c in "\x0b\x0c\x1c\x1d\x1e")
