"""SQL that is put together at run time: its fixed text and the values written into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Constant,
    Expr,
    FString,
    Mapping,
    Name,
    Operation,
    Sequence,
)
from fastapi_lint.model.record import Record

_STATEMENT = re.compile(
    r"(?is)^\s*\(?(?:select\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s.*\sset\s|delete\s+from\s|drop\s+\w+|alter\s+\w+|"
    r"truncate\s|create\s+\w+|with\s+\w+\s+as\s*\(|explain\s|grant\s|call\s)"
)
_PERCENT = re.compile(r"%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdrifx]")
_BRACES = re.compile(r"{[^{}]*}")
_QUOTED = re.compile(r"'[^']*$")
_VALUE = re.compile(r"(?i)(?:=|<|>|!=|\blike|\bilike|\bvalues\s*\(|\bin\s*\()\s*$")


class Written(Record, eq=True):
    """A value in the text of a statement.

    `place`: "quoted" (inside a literal), "value" (where one is expected) or "name" (of a table, a column, …).
    """

    value: Expr
    place: str


def written_values(expr: Expr | None, function: Function | None) -> tuple[Written, ...]:
    """What is written into an SQL statement, variables followed; empty for fixed text and for anything but SQL."""
    sql = ""
    found: list[Written] = []
    for piece in _pieces(expr, function, 4):
        if isinstance(piece, str):
            sql += piece
        else:
            found.append(Written(piece, _place(sql)))
            sql += "?"
    return tuple(found) if _STATEMENT.match(sql) else ()


def _place(before: str) -> str:
    if before.count("'") % 2:
        return "quoted"
    return "value" if _VALUE.search(before) else "name"


def _pieces(expr: Expr | None, function: Function | None, depth: int) -> Iterator[str | Expr]:
    """Fixed texts and values in the order of the text."""
    match expr:
        case Constant(value=str() as text):
            yield text
        case FString(text=text, values=values):
            yield from _filled(text.split("{}"), values)
        case Operation(op="+", operands=(left, right)):
            yield from _pieces(left, function, depth)
            yield from _pieces(right, function, depth)
        case Operation(op="%", operands=(Constant(value=str() as text), right)):
            yield from _filled(_PERCENT.split(text), _values(right))
        case Call(func=Attribute(attr="format", value=Constant(value=str() as text))):
            yield from _filled(_BRACES.split(text), tuple(a.value for a in expr.args))
        case Call(args=(only, *_)) if expr.target in ("textwrap.dedent", "sqlalchemy.text"):
            yield from _pieces(only.value, function, depth)
        case Call(func=Attribute(attr="strip", value=inner)):
            yield from _pieces(inner, function, depth)
        case Name(id=name) if not expr.target and depth and function is not None:
            yield from _variable(expr, name, function, depth)
        case None:
            return
        case _:
            yield expr


def _variable(expr: Name, name: str, function: Function, depth: int) -> Iterator[str | Expr]:
    assigns = [a for a in function.body.assigns if name in a.names]
    if function.param(name) is not None or not assigns or any(a.source != "=" or len(a.names) > 1 for a in assigns):
        yield expr
        return
    for assign in assigns:
        if assign.op in ("", "+"):
            yield from _pieces(assign.value, function, depth - 1)


def _filled(texts: list[str], values: tuple[Expr, ...]) -> Iterator[str | Expr]:
    for number, text in enumerate(texts):
        yield text
        if number < len(texts) - 1 and number < len(values):
            yield values[number]


def _values(right: Expr) -> tuple[Expr, ...]:
    match right:
        case Sequence(items=items):
            return items
        case Mapping(items=pairs):
            return tuple(value for _, value in pairs)
        case _:
            return (right,)
