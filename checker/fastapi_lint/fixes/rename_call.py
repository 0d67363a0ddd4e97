"""Calls something else with the same arguments: `name`, `imports` for a callee that the file lacks.

A plain `name` replaces the last part of what is called (`session.query` -> `session.execute`);
a dotted one, or one with `imports`, replaces a plain callee as a whole (`time.sleep` -> `asyncio.sleep`).
"""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.code import expression, free_names, last_name
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Call


def apply(site: Site, updated: cst.Call) -> cst.Call | None:
    """Refuses when the call has that name already, or a name to import is taken."""
    name = site.args["name"]
    old = updated.func
    if isinstance(old, cst.Attribute) and "." not in name:
        return None if old.attr.value == name else updated.with_changes(func=_with_attribute(old, name))
    new = expression(site, "name")
    if new is None or not last_name(old) or has_comment(old) or old.deep_equals(new):
        return None
    free_names(site, old)
    return updated.with_changes(func=new.with_changes(lpar=old.lpar, rpar=old.rpar))


def _with_attribute(old: cst.Attribute, name: str) -> cst.Attribute:
    return old.with_changes(attr=old.attr.with_changes(value=name))
