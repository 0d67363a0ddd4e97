"""Passes a function instead of calling it: `Depends(f())` -> `Depends(f)`.

The anchor is the marker with the call as its first argument, or the empty call itself.
"""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Call


def apply(_site: Site, updated: cst.Call) -> cst.BaseExpression | None:
    """Refuses when the inner call passes arguments or holds a comment."""
    if not updated.args:
        return _reference(updated)
    first = updated.args[0]
    if first.star or not isinstance(first.value, cst.Call):
        return None
    inner = _reference(first.value)
    return inner and updated.with_changes(args=[first.with_changes(value=inner), *updated.args[1:]])


def _reference(call: cst.Call) -> cst.BaseExpression | None:
    if call.args or has_comment(call):
        return None
    return call.func.with_changes(lpar=[*call.lpar, *call.func.lpar], rpar=[*call.func.rpar, *call.rpar])
