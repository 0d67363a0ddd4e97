"""Turns the anchored `return error` into `raise error`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import libcst as cst
import libcst.matchers as m

from fastapi_lint.fixes.parts.code import last_name
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Return

_CATCHING = frozenset({"BaseException", "Exception", "HTTPException", "StarletteHTTPException"})


def apply(site: Site, updated: cst.Return) -> cst.Raise | None:
    """Refuses when what is returned is not one plain value or call, or would be caught around it."""
    if not isinstance(updated.value, cst.Call | cst.Name | cst.Attribute) or any(map(_swallows, _tries(site))):
        return None
    return cst.Raise(updated.value, whitespace_after_raise=updated.whitespace_after_return, semicolon=updated.semicolon)


def _tries(site: Site) -> Iterator[cst.Try]:
    """The `try` statements of the function whose body holds the place."""
    for inner, outer in pairwise((site.original, *site.ancestors)):
        if isinstance(outer, cst.FunctionDef):
            return
        if isinstance(outer, cst.Try) and inner is outer.body:
            yield outer


def _swallows(statement: cst.Try) -> bool:
    """Whether the first handler for the error does anything but raise it again."""
    handler = next((h for h in statement.handlers if h.type is None or _CATCHING & set(_names(h.type))), None)
    again = m.IndentedBlock(body=[m.SimpleStatementLine(body=[m.Raise(exc=None)])])
    return handler is not None and not m.matches(handler.body, again)


def _names(caught: cst.BaseExpression) -> Iterator[str]:
    some = [e.value for e in caught.elements] if isinstance(caught, cst.Tuple) else [caught]
    return map(last_name, some)
