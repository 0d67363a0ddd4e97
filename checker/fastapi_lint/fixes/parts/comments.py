"""Comments in a tree: where they are, and how white space keeps them when what it surrounds goes away."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst
from libcst import matchers as m


def has_comment(*nodes: cst.CSTNode) -> bool:
    """Whether a comment stands inside any of the nodes."""
    return any(m.findall(node, m.Comment()) for node in nodes)


def bare(space: cst.BaseParenthesizableWhitespace) -> cst.BaseParenthesizableWhitespace:
    """The white space without comments and empty lines, its line break and indentation kept."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    newline = cst.TrailingWhitespace(newline=space.first_line.newline)
    return space.with_changes(first_line=newline, empty_lines=[])


def merged(
    before: cst.BaseParenthesizableWhitespace, after: cst.BaseParenthesizableWhitespace, *, last: bool
) -> cst.BaseParenthesizableWhitespace:
    """What is left of the white space around a removed item; `last` when a bracket follows instead of an item."""
    if not isinstance(before, cst.ParenthesizedWhitespace):
        return after if has_comment(after) or last else before
    if not isinstance(after, cst.ParenthesizedWhitespace):
        return before if has_comment(before) or not last else after
    indentation = before.last_line
    comment = after.first_line.comment
    own = [cst.EmptyLine(whitespace=indentation, comment=comment, newline=after.first_line.newline)] if comment else []
    lines: Sequence[cst.EmptyLine] = [*before.empty_lines, *own, *after.empty_lines]
    return before.with_changes(empty_lines=lines, last_line=(after if last else before).last_line)
