"""Where the text of an exception is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import Attribute, Call, Expr, FString, Mapping, Name, Operation, Sequence, walk

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_TEXT = frozenset({"builtins.str", "builtins.repr", "builtins.format"})
_TRACES = frozenset({"traceback.format_exc", "traceback.format_exception", "traceback.format_tb"})


def held(value: Expr | None) -> Iterable[Expr]:
    """A value and, where it holds them as they are, its parts."""
    if value is None:
        return ()
    plain = isinstance(value, Operation | Mapping | Sequence)
    return walk(value) if plain or (isinstance(value, Call) and value.target == "builtins.dict") else (value,)


def shows(project: Project, part: Expr, names: set[str]) -> bool:
    """Whether a part of the answer is the exception's text."""
    match part:
        case Call(args=args) if project.follow(part.target) in _TEXT or part.method == "format":
            return any(is_exception(a.value, names) for a in args)
        case Call() if project.follow(part.target) in _TRACES:
            return True
        case FString(values=values):
            return any(is_exception(v, names) for v in values)
        case Operation(op="%", operands=(_, right)):
            items = right.items if isinstance(right, Sequence) else (right,)
            return any(is_exception(i, names) for i in items)
        case Attribute(value=Name(id=name), attr="args" | "orig" | "message"):
            return name in names
        case _:
            return False


def is_exception(expr: Expr, names: set[str]) -> bool:
    """Whether an expression is the exception itself."""
    return isinstance(expr, Name) and expr.id in names
