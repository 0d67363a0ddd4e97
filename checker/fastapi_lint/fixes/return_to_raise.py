"""Turns the anchored `return error` into `raise error`."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Return


def apply(_site: Site, updated: cst.Return) -> cst.Raise | None:
    """Refuses when what is returned is not one plain value or call."""
    if not isinstance(updated.value, cst.Call | cst.Name | cst.Attribute):
        return None
    return cst.Raise(updated.value, whitespace_after_raise=updated.whitespace_after_return, semicolon=updated.semicolon)
