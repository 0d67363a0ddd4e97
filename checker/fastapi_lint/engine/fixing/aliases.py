"""Adds a name to the list of an import statement, or takes one away, comments and line breaks kept."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst


def with_alias(statement: cst.ImportFrom, name: str) -> cst.ImportFrom:
    """The statement with one more name, in its sorted place when the names are sorted."""
    aliases = _aliases(statement)
    index = _place(aliases, name)
    new = cst.ImportAlias(name=cst.Name(name))
    gap = _gap(statement)
    if index < len(aliases):
        aliases.insert(index, new.with_changes(comma=cst.Comma(whitespace_after=gap)))
        return statement.with_changes(names=aliases)
    last = aliases[-1]
    if isinstance(last.comma, cst.Comma):
        old = last.comma.whitespace_after
        aliases[-1] = last.with_changes(comma=last.comma.with_changes(whitespace_after=_with_comments(gap, old)))
        aliases.append(new.with_changes(comma=cst.Comma(whitespace_after=_bare(old))))
        return statement.with_changes(names=aliases)
    closing = statement.rpar.whitespace_before if statement.rpar is not None else cst.SimpleWhitespace("")
    aliases[-1] = last.with_changes(comma=cst.Comma(whitespace_after=_with_comments(gap, closing)))
    rpar = cst.RightParen(_bare(closing)) if statement.rpar is not None else None
    return statement.with_changes(names=[*aliases, new], rpar=rpar)


def without_alias(statement: cst.Import | cst.ImportFrom, index: int) -> cst.Import | cst.ImportFrom | None:
    """The statement without one of its names, unchanged when a comment may belong to it; None when no name is left."""
    aliases = _aliases(statement)
    gone = aliases.pop(index)
    if not aliases:
        return None
    if _has_comment(gone.comma) or (index and _has_comment(aliases[index - 1].comma)):
        return statement
    if index == len(aliases):
        aliases[-1] = aliases[-1].with_changes(comma=gone.comma)
    return statement.with_changes(names=aliases)


def _aliases(statement: cst.Import | cst.ImportFrom) -> list[cst.ImportAlias]:
    return [] if isinstance(statement.names, cst.ImportStar) else list(statement.names)


def _place(aliases: Sequence[cst.ImportAlias], name: str) -> int:
    names = [a.evaluated_name for a in aliases]
    if names != sorted(names, key=_order):
        return len(names)
    return sum(_order(n) < _order(name) for n in names)


def _order(name: str) -> tuple[int, str]:
    """ruff's order of imported names: constants, classes, the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower()


def _gap(statement: cst.ImportFrom) -> cst.BaseParenthesizableWhitespace:
    """What stands between two names: a line break where the list is broken into lines."""
    opening = statement.lpar.whitespace_after if statement.lpar is not None else None
    return _bare(opening) if isinstance(opening, cst.ParenthesizedWhitespace) else cst.SimpleWhitespace(" ")


def _bare(space: cst.BaseParenthesizableWhitespace) -> cst.BaseParenthesizableWhitespace:
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    newline = cst.TrailingWhitespace(newline=space.first_line.newline)
    return space.with_changes(first_line=newline, empty_lines=[])


def _with_comments(
    gap: cst.BaseParenthesizableWhitespace, old: cst.BaseParenthesizableWhitespace
) -> cst.BaseParenthesizableWhitespace:
    """The gap with the comments of the space that it replaces."""
    if not isinstance(old, cst.ParenthesizedWhitespace) or not (old.first_line.comment or old.empty_lines):
        return gap
    last = gap.last_line if isinstance(gap, cst.ParenthesizedWhitespace) else cst.SimpleWhitespace("    ")
    return old.with_changes(last_line=last)


def _has_comment(comma: cst.Comma | cst.MaybeSentinel) -> bool:
    space = comma.whitespace_after if isinstance(comma, cst.Comma) else None
    return isinstance(space, cst.ParenthesizedWhitespace) and bool(
        space.first_line.comment or any(line.comment for line in space.empty_lines)
    )
