"""Calls in loops over known items -> one call for each turn, with the loop's variables replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.expression import (
    Arg,
    Attribute,
    Call,
    Comprehension,
    Constant,
    Expr,
    FString,
    Name,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    string,
    target_of,
    walk,
)
from fastapi_lint.facts.expression import Mapping as Dict
from fastapi_lint.facts.project import Project
from fastapi_lint.source.index.growth import Pair, Turns, added_items, added_pairs

_LOOPS = (FrameKind.FOR, FrameKind.COMPREHENSION)
_MOST_TURNS = 500
_DEEPEST = 8


def unrolled(project: Project, call: Call, frames: Iterable[Frame], function: Function | None) -> tuple[Call, ...]:
    """What the call says in each turn of the loops around it; loops over what is not known leave it as written."""
    calls: tuple[Call, ...] = (call,)
    for frame in frames:
        turns = _turns(project, frame, function) if frame.kind in _LOOPS and not frame.is_async else ()
        if turns and len(turns) * len(calls) <= _MOST_TURNS:
            calls = tuple(_call(one, turn) for turn in turns for one in calls)
    return tuple(dict.fromkeys(calls))


def _turns(project: Project, frame: Frame, function: Function | None) -> tuple[dict[str, Expr], ...]:
    """What the loop's variables stand for in each turn."""
    names = frame.target.split(", ")
    rows = _rows(project, frame.subject, function)
    if len(names) == 1:
        return tuple({names[0]: row} for row in rows)
    parts = [row.items for row in rows if isinstance(row, Sequence) and len(row.items) == len(names)]
    return tuple(dict(zip(names, items, strict=True)) for items in parts) if len(parts) == len(rows) else ()


def _rows(project: Project, expr: Expr | None, function: Function | None) -> tuple[Expr, ...]:
    match expr:
        case Call(func=Attribute(value=table, attr="items" | "values" | "keys" as part), args=()):
            known = [(key, value) for key, value in _pairs(project, table, function) if key is not None]
            if part == "items":
                return tuple(Sequence(pair, "(") for pair in known)
            return tuple(value if part == "values" else key for key, value in known)
        case Call(target="builtins.zip", args=args):
            columns = [_rows(project, a.value, function) for a in args if not a.keyword]
            return tuple(Sequence(row, "(") for row in zip(*columns, strict=False))
        case Call(target="builtins.enumerate", args=(Arg(value=rows), *_)):
            return tuple(Sequence((Opaque(), row), "(") for row in _rows(project, rows, function))
        case Name() | Attribute():
            added = Sequence(tuple(added_items(project, expr, function, _turned(project))), "[")
            return (*listed(project, expr, function), *listed(project, added, function))
        case Comprehension(element=element, sources=(source,), conditions=()):
            names = {part.id for part in walk(element) if isinstance(part, Name) and not part.target}
            turns = _rows(project, source, function) if len(names) == 1 else ()
            return tuple(replaced(element, {name: row}) for row in turns for name in names)
        case _:
            return listed(project, expr, function)


def _pairs(project: Project, table: Expr, function: Function | None) -> tuple[Pair, ...]:
    """What a table holds; nothing when it takes over another one."""
    mapping = _value(project, table, function)
    pairs = (*mapping.items, *added_pairs(project, table, function)) if isinstance(mapping, Dict) else ()
    return () if any(key is None for key, _ in pairs) else pairs


def _turned(project: Project) -> Turns:
    return lambda site, holder: unrolled(project, site.call, site.frames, holder)


def _value(project: Project, expr: Expr | None, function: Function | None) -> Expr | None:
    """What a name was assigned, once; any other expression is its own value."""
    match expr:
        case Name(target="") if function is not None:
            return local_value(expr, function)
        case Name() | Attribute() if target_of(expr):
            return project.value(target_of(expr))
        case _:
            return expr


def local_value(expr: Expr, function: Function | None) -> Expr | None:
    """What a local variable was assigned, once."""
    if not isinstance(expr, Name) or expr.target or function is None:
        return None
    values = [a.value for a in function.body.assigns if a.names == (expr.id,)]
    return values[0] if len(values) == 1 else None


def listed(project: Project, expr: Expr | None, function: Function | None) -> tuple[Expr, ...]:
    """The known items of a list given directly, by the name of a constant or a local variable, or by adding lists."""
    return tuple(item for item in _items(project, expr, function, 0) if item is not None)


def is_listed(project: Project, expr: Expr | None, function: Function | None) -> bool:
    """Whether every item of the list is known."""
    return None not in _items(project, expr, function, 0)


def _items(project: Project, expr: Expr | None, function: Function | None, depth: int) -> tuple[Expr | None, ...]:
    """The items, with None for what is not known; `A = A + [x]` ends by its depth."""
    if depth > _DEEPEST:
        return (None,)
    match expr:
        case Sequence(items=items):
            return tuple(part for item in items for part in _spread(project, item, function, depth))
        case Operation(op="+", operands=operands):
            return tuple(item for part in operands for item in _items(project, part, function, depth + 1))
        case Name() | Attribute():
            return _items(project, _value(project, expr, function), function, depth + 1)
        case Call() if (maker := project.function(project.types.callee(expr, function))) is not None:
            made = maker.body.returns[0].value if len(maker.body.returns) == 1 else None
            return _items(project, made, maker, depth + 1)
        case _:
            return (None,)


def _spread(project: Project, item: Expr, function: Function | None, depth: int) -> tuple[Expr | None, ...]:
    return _items(project, item.value, function, depth + 1) if isinstance(item, Starred) else (item,)


def _call(call: Call, turn: Mapping[str, Expr]) -> Call:
    args = tuple(arg for a in call.args for arg in _argument(a, replaced(a.value, turn)))
    return replace(call, func=replaced(call.func, turn), args=args)


def _argument(arg: Arg, value: Expr) -> tuple[Arg, ...]:
    """One argument, or all those of a written-out dictionary that is passed with `**`."""
    keys = [string(key) for key, _ in value.items] if arg.star == "**" and isinstance(value, Dict) else []
    if not keys or None in keys or not isinstance(value, Dict):
        return (Arg(value, arg.keyword, arg.star),)
    return tuple(Arg(given, key or "") for key, (_, given) in zip(keys, value.items, strict=True))


def replaced(expr: Expr, turn: Mapping[str, Expr]) -> Expr:
    """The expression with these variables replaced by what they stand for."""
    match expr:
        case Name(id=name):
            return turn.get(name, expr)
        case Attribute(value=value, attr=attr):
            inside = replaced(value, turn)
            base = target_of(inside)
            return expr if inside == value else Attribute(inside, attr, f"{base}.{attr}" if base else "")
        case Call():
            return _call(expr, turn)
        case Subscript(value=value, index=(index,)):
            return _member(replaced(value, turn), replaced(index, turn))
        case Operation(op=op, operands=operands):
            return Operation(op, tuple(replaced(o, turn) for o in operands))
        case FString(text=text, values=values):
            return FString(text, tuple(replaced(v, turn) for v in values))
        case _:
            return expr


def _member(value: Expr, index: Expr) -> Expr:
    """What `{"router": r}["router"]` or `(r, "/x")[0]` stands for."""
    match value, index:
        case Dict(items=pairs), Constant():
            return next((given for key, given in pairs if key == index), Opaque())
        case Sequence(items=items), Constant(value=int(at)) if -len(items) <= at < len(items):
            return items[at]
        case _:
            return Subscript(value, (index,))
