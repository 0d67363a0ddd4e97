"""Removes the anchored decorator, called or not; comments above it stay."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.code import free_names
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.decorators import decorator_index
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.BaseCompoundStatement


def apply(site: Site, updated: cst.BaseCompoundStatement) -> cst.BaseCompoundStatement | None:
    """Refuses when a comment inside the decorator would be lost."""
    if not isinstance(updated, cst.FunctionDef | cst.ClassDef):
        return None
    index = decorator_index(updated, site.anchored)
    if index is None or has_comment(updated.decorators[index].decorator):
        return None
    decorators = list(updated.decorators)
    gone = decorators.pop(index)
    free_names(site, gone.decorator)
    if index < len(decorators):
        follower = decorators[index]
        decorators[index] = follower.with_changes(leading_lines=[*gone.leading_lines, *follower.leading_lines])
        return updated.with_changes(decorators=decorators)
    lines = [*gone.leading_lines, *updated.lines_after_decorators]
    return updated.with_changes(decorators=decorators, lines_after_decorators=lines)
