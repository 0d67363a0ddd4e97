"""Removes a keyword of the anchored call: `name`."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.arguments import keyword_index, without_argument
from fastapi_lint.fixes.parts.code import free_names
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Call


def apply(site: Site, updated: cst.Call) -> cst.Call | None:
    """Refuses when the keyword is not there or comments inside its value would be lost."""
    index = keyword_index(updated, site.args["name"])
    if index is None or has_comment(updated.args[index].value):
        return None
    free_names(site, updated.args[index].value)
    return without_argument(updated, index)
