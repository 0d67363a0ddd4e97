"""Decorators of a function or class."""

from __future__ import annotations

import libcst as cst


def decorator_index(node: cst.FunctionDef | cst.ClassDef, anchored: cst.CSTNode) -> int | None:
    """The position of the decorator with this expression; None when it has changed or gone."""
    return next((i for i, d in enumerate(node.decorators) if d.decorator.deep_equals(anchored)), None)
