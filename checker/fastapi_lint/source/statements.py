"""libcst statements -> facts: what is called, raised, returned, bound, and inside what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from fastapi_lint.facts.code import Assign, Frame, FrameKind, Import, Statement
from fastapi_lint.facts.expression import Expr, Name
from fastapi_lint.source.definitions import read_class, read_function
from fastapi_lint.source.expressions import read, read_annotation, read_call, target_names
from fastapi_lint.source.walk import Walk


def read_statement(walk: Walk, node: cst.BaseStatement | cst.BaseSmallStatement) -> None:
    """Notes everything about one statement."""
    if reader := _READERS.get(type(node)):
        reader(walk, node)


def read_suite(walk: Walk, suite: cst.BaseSuite) -> None:
    """Notes everything about the statements of a block."""
    for statement in suite.body:
        read_statement(walk, statement)


def _line(walk: Walk, node: cst.SimpleStatementLine | cst.SimpleStatementSuite) -> None:
    for small in node.body:
        read_statement(walk, small)


def _expr(walk: Walk, node: cst.Expr) -> None:
    value = node.value
    if isinstance(value, cst.Call):
        read_call(walk, value, used=False)
    elif isinstance(value, cst.Await) and isinstance(value.expression, cst.Call):
        read_call(walk, value.expression, awaited=True, used=False)
    elif not isinstance(value, cst.SimpleString):
        read(walk, value)


def _assign(walk: Walk, node: cst.Assign) -> None:
    at = walk.anchor(node)
    value = read(walk, node.value)
    targets = tuple(read(walk, t.target) for t in node.targets)
    names = tuple(n for t in node.targets for n in target_names(t.target))
    walk.body.assigns.append(Assign(targets, names, value, at, frames=walk.frames))


def _ann_assign(walk: Walk, node: cst.AnnAssign) -> None:
    at = walk.anchor(node)
    annotation = read_annotation(walk, node.annotation.annotation)
    value = read(walk, node.value) if node.value is not None else None
    target = read(walk, node.target)
    names = tuple(target_names(node.target))
    walk.body.assigns.append(Assign((target,), names, value, at, annotation, frames=walk.frames))


def _aug_assign(walk: Walk, node: cst.AugAssign) -> None:
    at = walk.anchor(node)
    target, value = read(walk, node.target), read(walk, node.value)
    names = tuple(target_names(node.target))
    op = type(node.operator).__name__.removesuffix("Assign")
    walk.body.assigns.append(Assign((target,), names, value, at, op=op, frames=walk.frames))


def _return(walk: Walk, node: cst.Return) -> None:
    at = walk.anchor(node)
    value = read(walk, node.value) if node.value is not None else None
    walk.body.returns.append(Statement("return", value, at, walk.frames))


def _raise(walk: Walk, node: cst.Raise) -> None:
    at = walk.anchor(node)
    value = read(walk, node.exc) if node.exc is not None else None
    cause = read(walk, node.cause.item) if node.cause is not None else None
    walk.body.raises.append(Statement("raise", value, at, walk.frames, cause))


def _del(walk: Walk, node: cst.Del) -> None:
    at = walk.anchor(node)
    walk.body.deletes.append(Statement("del", read(walk, node.target), at, walk.frames))


def _assert(walk: Walk, node: cst.Assert) -> None:
    read(walk, node.test)
    if node.msg is not None:
        read(walk, node.msg)


def _global(walk: Walk, node: cst.Global | cst.Nonlocal) -> None:
    if isinstance(node, cst.Global):
        walk.body.globals += [item.name.value for item in node.names]


def _if(walk: Walk, node: cst.If) -> None:
    """An `elif` chain is followed in a loop: it can be longer than the interpreter's stack is deep."""
    outer = walk.frames
    current: cst.If | cst.Else | None = node
    passed: tuple[Frame, ...] = ()
    while isinstance(current, cst.If):
        test = read(walk, current.test)
        at = walk.anchor(current)
        frame = Frame(FrameKind.IF, at, test)
        _inside(walk, (*outer, *passed, frame), current.body)
        passed = (*passed[-7:], Frame(FrameKind.ELSE, at, test))
        current = current.orelse
    if current is not None:
        _inside(walk, (*outer, *passed), current.body)
    walk.frames = outer


def _while(walk: Walk, node: cst.While) -> None:
    outer = walk.frames
    frame = Frame(FrameKind.WHILE, walk.anchor(node))
    walk.frames = (*outer, frame)
    test = read(walk, node.test)
    frame = Frame(FrameKind.WHILE, frame.at, test)
    _inside(walk, (*outer, frame), node.body)
    walk.frames = outer
    if node.orelse is not None:
        read_suite(walk, node.orelse.body)


def _for(walk: Walk, node: cst.For) -> None:
    outer = walk.frames
    at = walk.anchor(node)
    subject = read(walk, node.iter)
    target = read(walk, node.target)
    names = tuple(target_names(node.target))
    frame = Frame(FrameKind.FOR, at, subject, target=", ".join(names), is_async=node.asynchronous is not None)
    walk.body.assigns.append(Assign((target,), names, subject, at, frames=outer, source="for"))
    _inside(walk, (*outer, frame), node.body)
    walk.frames = outer
    if node.orelse is not None:
        read_suite(walk, node.orelse.body)


def _with(walk: Walk, node: cst.With) -> None:
    outer = walk.frames
    at = walk.anchor(node)
    items = []
    for item in node.items:
        items.append(read(walk, item.item))
        if item.asname is not None:
            target = read(walk, item.asname.name)
            names = tuple(target_names(item.asname.name))
            walk.body.assigns.append(Assign((target,), names, items[-1], at, frames=outer, source="with"))
    frame = Frame(FrameKind.WITH, at, items=tuple(items), is_async=node.asynchronous is not None)
    _inside(walk, (*outer, frame), node.body)
    walk.frames = outer


def _try(walk: Walk, node: cst.Try | cst.TryStar) -> None:
    outer = walk.frames
    at = walk.anchor(node)
    catches = tuple(read(walk, h.type) if h.type is not None else None for h in node.handlers)
    has_finally = node.finalbody is not None
    _inside(walk, (*outer, Frame(FrameKind.TRY, at, catches=catches, has_finally=has_finally)), node.body)
    handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
    for handler, caught in zip(handlers, catches, strict=True):
        name = handler.name.name.value if handler.name and isinstance(handler.name.name, cst.Name) else ""
        frame = Frame(FrameKind.EXCEPT, walk.anchor(handler), caught, target=name, has_finally=has_finally)
        _inside(walk, (*outer, frame), handler.body)
    if node.orelse is not None:
        _inside(walk, (*outer, Frame(FrameKind.TRY_ELSE, at, has_finally=has_finally)), node.orelse.body)
    if node.finalbody is not None:
        _inside(walk, (*outer, Frame(FrameKind.FINALLY, at)), node.finalbody.body)
    walk.frames = outer


def _match(walk: Walk, node: cst.Match) -> None:
    outer = walk.frames
    subject = read(walk, node.subject)
    at = walk.anchor(node)
    for case in node.cases:
        if case.guard is not None:
            read(walk, case.guard)
        _inside(walk, (*outer, Frame(FrameKind.MATCH, at, subject)), case.body)
    walk.frames = outer


def _inside(walk: Walk, frames: tuple[Frame, ...], suite: cst.BaseSuite) -> None:
    walk.body.frames.append(frames[-1])
    walk.frames = frames
    read_suite(walk, suite)


def _import(walk: Walk, node: cst.Import) -> None:
    for alias in node.names:
        name = alias.evaluated_name
        bound = alias.evaluated_alias or name.partition(".")[0]
        target = name if alias.evaluated_alias else name.partition(".")[0]
        _note_import(walk, Import(bound, walk.absolute(target), walk.anchor(alias), "module", _guard(walk)))


def _import_from(walk: Walk, node: cst.ImportFrom) -> None:
    base = "." * len(node.relative) + _dotted(node.module)
    glue = "" if base.endswith(".") or not base else "."
    if isinstance(node.names, cst.ImportStar):
        _note_import(walk, Import("*", f"{base}{glue}*", walk.anchor(node), "from", _guard(walk)))
        return
    for alias in node.names:
        bound = alias.evaluated_alias or alias.evaluated_name
        target = walk.absolute(f"{base}{glue}{alias.evaluated_name}")
        _note_import(walk, Import(bound, target, walk.anchor(alias), "from", _guard(walk)))


def _note_import(walk: Walk, found: Import) -> None:
    if walk.scopes:
        walk.body.imports.append(found)
        walk.scopes[-1][found.bound] = found.target
    else:
        walk.imports.append(found)


def _guard(walk: Walk) -> str:
    for frame in walk.frames:
        if frame.kind is FrameKind.IF and _is_type_checking(frame.subject):
            return "type-checking"
    return ""


def _is_type_checking(test: Expr | None) -> bool:
    return "TYPE_CHECKING" in (getattr(test, "id", ""), getattr(test, "attr", ""))


def _dotted(node: cst.BaseExpression | None) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def _function(walk: Walk, node: cst.FunctionDef) -> None:
    read_function(walk, node, read_suite)


def _class(walk: Walk, node: cst.ClassDef) -> None:
    read_class(walk, node, read_statement)


def _type_alias(walk: Walk, node: cst.TypeAlias) -> None:
    at = walk.anchor(node)
    value = read(walk, node.value)
    name = node.name.value
    walk.body.assigns.append(Assign((Name(name),), (name,), value, at, frames=walk.frames, source="type"))


_READERS: dict[type, Callable[[Walk, Any], None]] = {
    cst.SimpleStatementLine: _line,
    cst.SimpleStatementSuite: _line,
    cst.Expr: _expr,
    cst.Assign: _assign,
    cst.AnnAssign: _ann_assign,
    cst.AugAssign: _aug_assign,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Del: _del,
    cst.Assert: _assert,
    cst.Global: _global,
    cst.If: _if,
    cst.While: _while,
    cst.For: _for,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.TypeAlias: _type_alias,
}
