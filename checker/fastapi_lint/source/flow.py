"""Whether control can reach the end of a suite, or leave it by an exception."""

from __future__ import annotations

import ast
from collections.abc import Sequence

_INERT = (ast.Pass, ast.Expr, ast.Assign, ast.Return, ast.Name, ast.Attribute, ast.Constant, ast.Dict, ast.List,
          ast.Tuple, ast.expr_context)  # fmt: skip


def raises_nothing(suite: Sequence[ast.stmt]) -> bool:
    """Whether its statements call nothing, and look up nothing but attributes."""
    return all(isinstance(node, _INERT) for statement in suite for node in ast.walk(statement))


def falls_through(suite: Sequence[ast.stmt]) -> bool:
    """False when every way through the suite returns, raises or never ends."""
    return all(_passes(statement) for statement in suite)


def _passes(node: ast.stmt) -> bool:
    match node:
        case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
            return False
        case ast.If():
            return _if_passes(node)
        case ast.While(test=ast.Constant(value=True), body=body):
            return _breaks(body)
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return falls_through(body)
        case ast.Try() | ast.TryStar():
            return _try_passes(node)
        case ast.Match(cases=cases):
            exhaustive = any(_catches_all(case) for case in cases)
            return not exhaustive or any(falls_through(case.body) for case in cases)
        case _:
            return True


def _catches_all(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


def _if_passes(node: ast.If) -> bool:
    current = node
    while True:
        if falls_through(current.body):
            return True
        match current.orelse:
            case [ast.If() as following]:
                current = following
            case orelse:
                return falls_through(orelse)


def _try_passes(node: ast.Try | ast.TryStar) -> bool:
    if node.finalbody and not falls_through(node.finalbody):
        return False
    if any(falls_through(handler.body) for handler in node.handlers):
        return True
    return falls_through(node.body) and falls_through(node.orelse)


def _breaks(suite: Sequence[ast.stmt]) -> bool:
    """Whether a `break` of this loop is somewhere in the suite."""
    queue: list[ast.AST] = list(suite)
    while queue:
        node = queue.pop()
        if isinstance(node, ast.Break):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.While):
            queue.extend(substatements(node))
    return False


def substatements(node: ast.AST) -> list[ast.AST]:
    """The statements, handlers and cases directly inside a compound statement."""
    return [part for name in _SUITES for part in getattr(node, name, ())]


_SUITES = ("body", "orelse", "handlers", "finalbody", "cases")
