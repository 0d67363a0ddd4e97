"""Puts a new expression where an old one stood, in parentheses where the surroundings need them."""

from __future__ import annotations

from typing import TypeVar

import libcst as cst

_Expression = TypeVar("_Expression", bound=cst.BaseExpression)

_ATOMS = (
    cst.Name,
    cst.Attribute,
    cst.Call,
    cst.Subscript,
    cst.List,
    cst.Dict,
    cst.Set,
    cst.ListComp,
    cst.DictComp,
    cst.SetComp,
    cst.SimpleString,
    cst.FormattedString,
    cst.Ellipsis,
)
_ROOMY = (
    cst.Arg,
    cst.Assign,
    cst.AnnAssign,
    cst.Return,
    cst.Raise,
    cst.Expr,
    cst.Element,
    cst.DictElement,
    cst.Index,
    cst.Decorator,
    cst.Param,
    cst.If,
    cst.While,
)
_BRACES = (cst.Dict, cst.Set, cst.DictComp, cst.SetComp)
_ALWAYS = (cst.Yield, cst.NamedExpr, cst.GeneratorExp, cst.Tuple)


def fitted(new: _Expression, old: cst.BaseExpression, parent: cst.CSTNode | None) -> _Expression:
    """`new` with the parentheses of `old`, or with its own where its precedence needs them under `parent`."""
    if old.lpar:
        return new.with_changes(lpar=[*old.lpar, *new.lpar], rpar=[*new.rpar, *old.rpar])
    if isinstance(parent, cst.FormattedStringExpression) and isinstance(new, _BRACES):
        return parenthesized(new)  # `{{` would be a literal brace
    if new.lpar or isinstance(new, _ATOMS) or (isinstance(parent, _ROOMY) and not isinstance(new, _ALWAYS)):
        return new
    if isinstance(new, cst.Await) and not isinstance(parent, cst.Attribute | cst.Subscript | cst.Call | cst.Await):
        return new  # `await` binds tighter than every operator
    return parenthesized(new)


def parenthesized(node: _Expression) -> _Expression:
    """The expression in parentheses."""
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
