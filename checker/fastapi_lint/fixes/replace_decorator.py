"""Replaces the anchored decorator: `code` (what follows the @), `imports` for what it needs."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.code import expression, free_names
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Decorator


def apply(site: Site, updated: cst.Decorator) -> cst.Decorator | None:
    """Refuses when comments inside the old decorator would be lost."""
    new = expression(site, "code")
    if new is None or has_comment(updated.decorator) or new.deep_equals(updated.decorator):
        return None
    free_names(site, updated.decorator)
    return updated.with_changes(decorator=new)
