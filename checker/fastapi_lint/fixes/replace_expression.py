"""Replaces the anchored expression: `code`, `imports` for what it needs."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.awaiting import may_await
from fastapi_lint.fixes.parts.code import expression, free_names
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.parentheses import fitted
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.BaseExpression

_DEFINITIONS = (cst.FunctionDef, cst.ClassDef, cst.AnnAssign, cst.Param)


def apply(site: Site, updated: cst.BaseExpression) -> cst.BaseExpression | None:
    """Refuses when comments would be lost, for an `await` where none may stand, and for what is no expression.

    A function's name, for one, is an anchor and no expression.
    """
    parent = site.ancestors[0]
    if site.original is not site.anchored or (isinstance(updated, cst.Name) and isinstance(parent, _DEFINITIONS)):
        return None
    new = expression(site, "code")
    if new is None or has_comment(updated) or new.deep_equals(updated):
        return None
    if isinstance(new, cst.Await) and not may_await(site):
        return None
    free_names(site, updated)
    return fitted(new, updated, parent)
