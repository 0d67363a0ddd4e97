"""Lays a new call out on one line, or one argument on each."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst
from libcst import matchers as m

_NO_SPACES = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def call_on_one_line(callee: cst.BaseExpression, args: Sequence[cst.Arg]) -> cst.Call:
    """`callee(a=1, b=2)`."""
    return cst.Call(callee, [a.with_changes(equal=_NO_SPACES) for a in args])


def call_on_lines(
    callee: cst.BaseExpression,
    args: Sequence[tuple[cst.SimpleStatementLine, cst.Arg]],
    indent: str,
    opening: cst.TrailingWhitespace,
) -> cst.Call:
    """The call with each argument on a line of its own, with the comments of the statement that it comes from.

    `indent` is one step to the right of the call's own statement; `opening` may hold a comment for after the bracket.
    """
    laid_out = []
    for position, (line, arg) in enumerate(args):
        following = args[position + 1][0].leading_lines if position + 1 < len(args) else ()
        space = _space(line.trailing_whitespace, following, indent, last=position + 1 == len(args))
        value = _deeper(arg.value, indent)
        laid_out.append(arg.with_changes(value=value, equal=_NO_SPACES, comma=cst.Comma(whitespace_after=space)))
    before = _space(opening, args[0][0].leading_lines, indent, last=False)
    return cst.Call(callee, laid_out, whitespace_before_args=before)


def _space(
    end: cst.TrailingWhitespace, comments: Sequence[cst.EmptyLine], indent: str, *, last: bool
) -> cst.ParenthesizedWhitespace:
    inner = cst.SimpleWhitespace(indent)
    lines = [line.with_changes(indent=True, whitespace=inner) for line in comments if line.comment]
    return cst.ParenthesizedWhitespace(end, lines, indent=True, last_line=cst.SimpleWhitespace("") if last else inner)


def _deeper(value: cst.BaseExpression, indent: str) -> cst.BaseExpression:
    """The expression with its continuation lines indented by one step more."""
    spaces = m.replace(value, m.ParenthesizedWhitespace(), lambda node, _: _shifted(node, "last_line", indent))
    lines = m.replace(spaces, m.EmptyLine(comment=m.Comment()), lambda node, _: _shifted(node, "whitespace", indent))
    return lines if isinstance(lines, cst.BaseExpression) else value


def _shifted(node: cst.CSTNode, part: str, indent: str) -> cst.CSTNode:
    old: cst.SimpleWhitespace = getattr(node, part)
    return node.with_changes(**{part: cst.SimpleWhitespace(indent + old.value)})
