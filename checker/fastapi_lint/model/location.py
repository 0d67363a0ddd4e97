"""Where something is: in a file, in an OpenAPI document, or behind a URL."""

from __future__ import annotations

from typing import Self

from fastapi_lint.model.record import Record


class Anchor(int):
    """A place in a Python file that survives pickling and needs no line numbers.

    `block` counts the file's top-level statement lines from 0, -1 stands for the whole file; `node` is the number
    that the extracting walk gave to the node inside that block. Every fact has one, so it is a single packed number:
    a tuple of the three takes twice the memory.
    """

    __slots__ = ()

    def __new__(cls, path: str, block: int, node: int) -> Self:
        """Numbers of one file are in the order of its blocks and nodes."""
        return int.__new__(cls, cls.first(path, block) | node)

    @classmethod
    def first(cls, path: str, block: int) -> int:
        """The number of a block's first node; those of the others follow."""
        number = _NUMBERS.get(path)
        if number is None:
            number = _NUMBERS[path] = len(_PATHS)
            _PATHS.append(path)
        return number << _BLOCK_BITS + _NODE_BITS | (block + 1) << _NODE_BITS

    @property
    def path(self) -> str:
        """The file."""
        return _PATHS[self >> _BLOCK_BITS + _NODE_BITS]

    @property
    def block(self) -> int:
        """The top-level line of statements."""
        return (self >> _NODE_BITS & (1 << _BLOCK_BITS) - 1) - 1

    @property
    def node(self) -> int:
        """The node in it."""
        return self & (1 << _NODE_BITS) - 1

    def __reduce__(self) -> tuple[type[Anchor], tuple[str, int, int]]:
        return type(self), (self.path, self.block, self.node)

    def __repr__(self) -> str:
        return f"Anchor({self.path!r}, {self.block}, {self.node})"


_BLOCK_BITS, _NODE_BITS = 18, 20
"""Room for what 4 MiB of source can hold, and small enough that an anchor takes 32 bytes."""
_PATHS: list[str] = []
_NUMBERS: dict[str, int] = {}


class Location(Record, eq=True, order=True):
    """A reported place. Lines and columns count from 1, the end column is exclusive; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    pointer: str = ""
    operation: str = ""
