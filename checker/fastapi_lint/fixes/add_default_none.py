"""Gives the anchored field a default: `name: str | None` -> `name: str | None = None`."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.code import last_name
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.AnnAssign


def apply(site: Site, updated: cst.AnnAssign) -> cst.AnnAssign | None:
    """Refuses when there is a value, None is not among the annotation's choices, or the class is a dataclass."""
    if updated.value is not None or not _allows_none(updated.annotation.annotation) or _in_dataclass(site):
        return None
    return updated.with_changes(value=cst.Name("None"))


def _allows_none(annotation: cst.BaseExpression) -> bool:
    match annotation:
        case cst.Name(value="None"):
            return True
        case cst.SimpleString():
            return _allows_none(_unquoted(annotation))
        case cst.BinaryOperation(left=left, operator=cst.BitOr(), right=right):
            return _allows_none(left) or _allows_none(right)
        case cst.Subscript(value=value, slice=elements):
            name = last_name(value)
            parts = [e.slice.value for e in elements if isinstance(e.slice, cst.Index)]
            inner = parts[:1] if name == "Annotated" else parts if name == "Union" else []
            return name == "Optional" or any(_allows_none(part) for part in inner)
    return False


def _unquoted(annotation: cst.SimpleString) -> cst.BaseExpression:
    try:
        return cst.parse_expression(str(annotation.evaluated_value))
    except cst.ParserSyntaxError:
        return cst.Ellipsis()


def _in_dataclass(site: Site) -> bool:
    """In a dataclass a field with a default must not stand before one without."""
    scope = next(iter(site.scopes), None)
    decorators = scope.decorators if isinstance(scope, cst.ClassDef) else ()
    called = [d.decorator.func if isinstance(d.decorator, cst.Call) else d.decorator for d in decorators]
    return any(last_name(c) == "dataclass" for c in called)
