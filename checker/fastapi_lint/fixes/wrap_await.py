"""Awaits the anchored call."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.parentheses import fitted
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Call


def apply(site: Site, updated: cst.Call) -> cst.Await | None:
    """Refuses outside the body of an `async def`, inside a generator expression and when it is awaited already."""
    scope = next(iter(site.scopes), None)
    if not isinstance(scope, cst.FunctionDef) or scope.asynchronous is None:
        return None
    inside = site.ancestors[: site.ancestors.index(scope)]
    parent = site.ancestors[0]
    if isinstance(parent, cst.Await) or any(isinstance(n, cst.GeneratorExp) for n in inside):
        return None
    return fitted(cst.Await(updated.with_changes(lpar=[], rpar=[])), updated, parent)
