"""Text -> the syntax of a file, one `ast` tree whichever parser could read it.

Python's own parser is ten times as fast as libcst, but knows the grammar of the running version only. What it
rejects is read by libcst and turned into the same nodes, so every reader after this module has one kind of tree
to look at. `full` reads everything with libcst; both ways must give the same facts.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence

from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.newer import parse_newer
from fastapi_lint.source.tree import Block, Syntax

_NOT_FOR_AST = (ValueError, MemoryError, RecursionError)


def parse(text: str, *, full: bool = False) -> Syntax | Unreadable:
    """The syntax of a file's text, or why no parser can read it."""
    module = None if full else _parsed(text)
    if module is not None:
        return Syntax(_blocks(module.body))
    from fastapi_lint.source.concrete.parse import parse_concrete

    return parse_concrete(text)


def _parsed(text: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is the project's business
        try:
            return ast.parse(text)
        except SyntaxError as error:
            return parse_newer(text, error)
        except _NOT_FOR_AST:
            return None


def _blocks(statements: Sequence[ast.stmt]) -> list[Block]:
    blocks: list[Block] = []
    last = 0
    for statement in statements:
        if statement.lineno == last:
            blocks[-1].append(statement)
        else:
            blocks.append([statement])
        last = statement.end_lineno or 0
    return blocks
