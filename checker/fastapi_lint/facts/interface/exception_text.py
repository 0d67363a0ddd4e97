"""Where the text of an exception is written, and which functions answer with what they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Expr,
    FString,
    Mapping,
    Name,
    Operation,
    Sequence,
    children,
    text,
    walk,
)
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.facts.responses import is_response

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_TEXT = frozenset({"builtins.str", "builtins.repr", "builtins.format"})
_TRACES = frozenset({"traceback.format_exc", "traceback.format_exception", "traceback.format_tb"})
_MOST_HOPS = 2


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


def answers(project: Project, target: str) -> bool:
    """Whether a call makes what the client gets: a response or an `HTTPException`."""
    target = project.follow(target)
    return bool(target) and (is_response(project, target) or is_http_exception(project, target))


def answered_params(project: Project, symbol: str) -> frozenset[str]:
    """The parameters of a function that it answers with as they are: `message` of `fail(status, message)`."""
    function = project.functions[symbol]
    made = [s for s in function.body.calls if answers(project, s.call.target)]
    made = [s for s in made if not any(f.kind is FrameKind.IF and "debug" in text(f.subject).lower() for f in s.frames)]
    bound = {name for assign in function.body.assigns for name in assign.names}
    shown = {n for s in made for a in s.call.args for n in _names(project, a.value, function, 0)}
    return frozenset(p.name for p in function.params if p.name in shown - bound)


def _names(project: Project, expr: Expr, function: Function, depth: int) -> Iterator[str]:
    """The variables whose values stand in a value unchanged, through a variable that is assigned once."""
    match expr:
        case Name(id=name, target=""):
            yield name
            values = [a.value for a in function.body.assigns if a.names == (name,) and a.value is not None]
            if len(values) == 1 and depth < _MOST_HOPS:
                yield from _names(project, values[0], function, depth + 1)
        case Mapping() | Sequence() | FString() | Operation(op="+"):
            for part in children(expr):
                yield from _names(project, part, function, depth)
        case Call(args=args) if _keeps(project, expr):
            for arg in args:
                yield from _names(project, arg.value, function, depth)
        case _:
            return


def _keeps(project: Project, call: Call) -> bool:
    class_ = project.class_(call.target)
    return call.target in ("builtins.dict", "builtins.str") or (
        class_ is not None and project.hierarchy.is_model(class_)
    )
