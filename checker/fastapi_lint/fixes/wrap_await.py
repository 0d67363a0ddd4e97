"""Awaits the anchored call."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.awaiting import may_await
from fastapi_lint.fixes.parts.parentheses import fitted
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Call


def apply(site: Site, updated: cst.Call) -> cst.Await | None:
    """Refuses outside the body of an `async def`, inside a generator expression and when it is awaited already."""
    parent = site.ancestors[0]
    if isinstance(parent, cst.Await) or not may_await(site):
        return None
    return fitted(cst.Await(updated.with_changes(lpar=[], rpar=[])), updated, parent)
