"""Annotations in quotes."""

from __future__ import annotations

import ast
import warnings


def parse_expression(text: str) -> ast.expr | None:
    """The expression in a quoted annotation; None when it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
