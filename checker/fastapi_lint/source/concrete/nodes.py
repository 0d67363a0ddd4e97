"""The libcst nodes that the anchors of a file stand for: what fixes are applied to."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

import libcst as cst

from fastapi_lint.source.concrete.place import Placer, concrete_of
from fastapi_lint.source.concrete.statements import statements
from fastapi_lint.source.statements import read_statement
from fastapi_lint.source.walk import Walk


@lru_cache(maxsize=4)
def nodes_of(statement: cst.CSTNode, index: int) -> Mapping[int, cst.CSTNode]:
    """The nodes that the extracting walk numbers in one top-level statement: the walk is simply run again.

    Neither the file nor what names mean matters for the numbers. Remembered: fixes are often asked for one by one.
    """
    noted: dict[int, ast.AST] = {}
    walk = Walk(0, "", {}, {}, noted)
    walk.start_block(index)
    for made in statements(Placer({}), statement):
        read_statement(walk, made)
    return {number: node for number, made in noted.items() if (node := concrete_of(made)) is not None}
