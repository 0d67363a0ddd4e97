"""Text -> the syntax of a file, one `ast` tree whichever parser could read it.

Python's own parser is ten times as fast as libcst, but knows the grammar of the running version only. What it
rejects is read by libcst and turned into the same nodes, so every reader after this module has one kind of tree
to look at. `full` reads everything with libcst; both ways must give the same facts.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence

from fastapi_lint.source.decode import TOO_DEEP, Unreadable
from fastapi_lint.source.newer import parse_newer
from fastapi_lint.source.tree import Block, Syntax

_NOT_FOR_AST = (ValueError, MemoryError)
_HOPELESS = 200_000
"""Characters from which code that is too deep for Python on the stack of a run keeps libcst busy for minutes."""


def parse(text: str, *, full: bool = False) -> Syntax | Unreadable:
    """The syntax of a file's text, or why no parser can read it."""
    module = None if full else _parsed(text)
    if isinstance(module, ast.Module):
        return Syntax(_blocks(module.body))
    if isinstance(module, RecursionError) and len(text) > _HOPELESS:
        return Unreadable("unreadable-file", TOO_DEEP)
    from fastapi_lint.source.concrete.parse import parse_concrete

    read = parse_concrete(text)
    if isinstance(read, Syntax) or read.rule != "syntax-error":
        return read
    module = _parsed(text) if full else module
    return Syntax(_blocks(module.body)) if isinstance(module, ast.Module) else _clearer(read, module)


def _parsed(text: str) -> ast.Module | SyntaxError | RecursionError | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is the project's business
        try:
            return ast.parse(text)
        except SyntaxError as error:
            return parse_newer(text, error) or error
        except RecursionError as error:
            return error
        except _NOT_FOR_AST:
            return None


def _clearer(read: Unreadable, error: SyntaxError | RecursionError | None) -> Unreadable:
    """What libcst says, in Python's clearer words unless these may only mean that the syntax is too new for it."""
    line = (error.lineno or 0) if isinstance(error, SyntaxError) else 0
    if not isinstance(error, SyntaxError) or not line or error.msg.startswith("f-string"):
        return read
    if line < read.line and not _WHATEVER_THE_VERSION.search(error.msg):
        return read
    return Unreadable(read.rule, error.msg, line, error.offset or 1)


_WHATEVER_THE_VERSION = re.compile(r"never closed|unmatched|does not match|unterminated|indent|^expected '")
"""Messages about brackets, quotes and indentation, whose meaning no version changes."""


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
