"""Where something is: in a file, in an OpenAPI document, or behind a URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Anchor(NamedTuple):
    """A place in a Python file that survives pickling and needs no line numbers.

    `block` counts the file's top-level statement lines from 0; `node` is the
    number that the extracting walk gave to the node inside that block.
    Lines and columns are computed from it only when something is reported.
    """

    path: str
    block: int
    node: int


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A reported place. Lines and columns count from 1, the end column is exclusive; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    pointer: str = ""
    operation: str = ""
