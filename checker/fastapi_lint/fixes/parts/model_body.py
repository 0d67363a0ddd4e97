"""The body of a class: its settings, and lines put into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import libcst as cst
from libcst import matchers as m

Line: TypeAlias = cst.BaseStatement | cst.BaseSmallStatement

_BLANK = cst.EmptyLine(indent=False)
_EMPTY = m.SimpleStatementLine(body=[m.Pass() | m.Expr(m.Ellipsis())])
_DOCSTRING = m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())])


def binds(class_: cst.ClassDef, name: str) -> bool:
    """Whether the class's own body assigns, defines or annotates this name."""
    return name in bound_names(class_)


def bound_names(class_: cst.ClassDef) -> frozenset[str]:
    """The names that the statements of a class body bind."""
    found: set[str] = set()
    for statement in class_.body.body:
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            found.add(statement.name.value)
        for small in getattr(statement, "body", ()) if isinstance(statement, cst.SimpleStatementLine) else (statement,):
            found.update(t.value for t in targets(small) if isinstance(t, cst.Name))
    return frozenset(found)


def targets(small: cst.CSTNode) -> Sequence[cst.BaseExpression]:
    """What a statement assigns to."""
    if isinstance(small, cst.Assign):
        return [t.target for t in small.targets]
    return [small.target] if isinstance(small, cst.AnnAssign) else []


def with_first_line(class_: cst.ClassDef, line: cst.SimpleStatementLine) -> cst.ClassDef | None:
    """The class with a line before its fields, after its docstring; None for a one-line body with content."""
    body = class_.body
    if isinstance(body, cst.SimpleStatementSuite):
        if not m.matches(body, m.SimpleStatementSuite(body=[m.Pass() | m.Expr(m.Ellipsis())])):
            return None
        return class_.with_changes(body=cst.IndentedBlock([line], header=body.trailing_whitespace))
    lines = list(body.body)
    start = 1 if m.matches(lines[0], _DOCSTRING) else 0
    if len(lines) == start + 1 and m.matches(lines[start], _EMPTY):
        old = cst.ensure_type(lines[start], cst.SimpleStatementLine)
        lines[start] = old.with_changes(body=line.body)
    else:
        if start < len(lines):
            lines[start] = _after_blank(lines[start])
        lines.insert(start, line.with_changes(leading_lines=[_BLANK] if start else []))
    return class_.with_changes(body=body.with_changes(body=lines))


def _after_blank(statement: cst.CSTNode) -> cst.CSTNode:
    lead = list(getattr(statement, "leading_lines", ()))
    return statement if lead and not lead[0].comment else statement.with_changes(leading_lines=[_BLANK, *lead])
