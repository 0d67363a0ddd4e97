"""Sets a keyword of the anchored call: `name`, `value` (code), `imports` for what the value needs."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.arguments import keyword_index, with_keyword
from fastapi_lint.fixes.parts.code import expression, free_names
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Call


def apply(site: Site, updated: cst.Call) -> cst.Call | None:
    """Replaces the keyword's value or appends it; refuses where `**` may give it already."""
    value = expression(site, "value")
    if value is None:
        return None
    name = site.args["name"]
    index = keyword_index(updated, name)
    if index is not None:
        if updated.args[index].value.deep_equals(value):
            return None
        free_names(site, updated.args[index].value)
    return with_keyword(updated, name, value)
