"""Where something is: in a file, in an OpenAPI document, or behind a URL."""

from __future__ import annotations

from binascii import crc32
from typing import NewType

from fastapi_lint.model.record import Record

Anchor = NewType("Anchor", int)
"""A place in a Python file that needs no line numbers: a file, one of its blocks and a node in it, packed.

Every fact has one, and facts are handed between processes and kept between runs: packing and unpacking plain numbers
takes half the time of objects. Anchors of one file are in the order of its blocks and nodes; those of different files
are in no order.
"""

_FILE_BITS, _BLOCK_BITS, _NODE_BITS = 22, 18, 20
"""Room for what 4 MiB of source can hold, and small enough that an anchor takes 32 bytes."""
_PATHS: dict[int, str] = {}
_NUMBERS: dict[str, int] = {}


def file_number(path: str) -> int:
    """The number of a file: nearly always the same in every run, the next free one where two paths have the same."""
    number = _NUMBERS.get(path)
    if number is None:
        number = crc32(path.encode("utf-8", "surrogatepass")) >> 32 - _FILE_BITS
        while number in _PATHS:
            number = (number + 1) % (1 << _FILE_BITS)
        _NUMBERS[path], _PATHS[number] = number, path
    return number


def first_anchor(number: int, block: int) -> int:
    """The anchor of a block's first node, by the number of the file; those of the others follow.

    `block` counts the file's top-level statement lines from 0; -1 stands for the whole file.
    """
    return number << _BLOCK_BITS + _NODE_BITS | (block + 1) << _NODE_BITS


def anchor_in(path: str, block: int = -1, node: int = 0) -> Anchor:
    """The anchor of a node; without one that of the file."""
    return Anchor(first_anchor(file_number(path), block) | node)


def path_of(at: Anchor | Location) -> str:
    """The file of a place."""
    return at.path if isinstance(at, Location) else _PATHS[at >> _BLOCK_BITS + _NODE_BITS]


def reading_order(at: Anchor) -> tuple[str, int]:
    """Sorts places as somebody meets them who reads file by file."""
    return path_of(at), at


def block_of(at: Anchor) -> int:
    """The top-level line of statements of a place."""
    return (at >> _NODE_BITS & (1 << _BLOCK_BITS) - 1) - 1


def node_of(at: Anchor) -> int:
    """The number of the node in its block: the one that the extracting walk gave to it."""
    return at & (1 << _NODE_BITS) - 1


class Location(Record, eq=True, order=True):
    """A reported place. Lines and columns count from 1, the end column is exclusive; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    pointer: str = ""
    operation: str = ""
