"""`ast` statements -> facts: what is called, raised, returned, bound, and inside what."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from fastapi_lint.facts import expression
from fastapi_lint.facts.code import Assign, Frame, FrameKind, Import, Statement
from fastapi_lint.facts.expression import Attribute, Expr, Name, Starred
from fastapi_lint.source.definitions import read_class, read_function
from fastapi_lint.source.expressions import OPERATORS, read, read_annotation, read_call, target_names
from fastapi_lint.source.flow import raises_nothing
from fastapi_lint.source.lambdas import read_bound
from fastapi_lint.source.matching import captured
from fastapi_lint.source.newer import TYPE_ALIAS
from fastapi_lint.source.walk import Walk


def read_statement(walk: Walk, node: ast.stmt) -> None:
    """Notes everything about one statement."""
    if reader := _READERS.get(type(node)):
        reader(walk, node)


def read_suite(walk: Walk, suite: Iterable[ast.stmt]) -> None:
    """Notes everything about the statements of a block."""
    for statement in suite:
        read_statement(walk, statement)


def _expr(walk: Walk, node: ast.Expr) -> None:
    value = node.value
    if isinstance(value, ast.Call):
        read_call(walk, value, used=False)
    elif isinstance(value, ast.Await) and isinstance(value.value, ast.Call):
        read_call(walk, value.value, awaited=True, used=False)
    elif not isinstance(value, ast.Constant):
        read(walk, value)


def _assign(walk: Walk, node: ast.Assign) -> None:
    at = walk.anchor(node)
    value = read_bound(walk, node.value, node.targets[0], read)
    first, *others = [read(walk, t) for t in node.targets]
    if not others and (pairs := _pairs(first, value)):
        made = [Assign(walk.alone(t), _bound(walk, t), v, at, frames=walk.frames) for t, v in pairs]
        walk.body.assigns += made
        return
    targets = (first, *others) if others else walk.alone(first)
    names = walk.names([n for t in node.targets for n in target_names(t)])
    walk.body.assigns.append(Assign(targets, names, value, at, frames=walk.frames))


def _pairs(target: Expr, value: Expr) -> list[tuple[Expr, Expr]]:
    """`a, self.b = x, y` as its single assignments; empty for anything else, and where one side reads the other."""
    if not (isinstance(target, expression.Sequence) and isinstance(value, expression.Sequence)):
        return []
    lefts, rights = target.items, value.items
    plain = all(isinstance(t, Name | Attribute) for t in lefts) and not any(isinstance(v, Starred) for v in rights)
    read_again = any(part in lefts for v in rights for part in expression.walk(v))
    return list(zip(lefts, rights, strict=True)) if plain and len(lefts) == len(rights) and not read_again else []


def _bound(walk: Walk, target: Expr) -> tuple[str, ...]:
    return walk.names([target.id] if isinstance(target, Name) else [])


def _ann_assign(walk: Walk, node: ast.AnnAssign) -> None:
    at = walk.anchor(node)
    annotation = read_annotation(walk, node.annotation)
    value = read_bound(walk, node.value, node.target, read) if node.value is not None else None
    target = read(walk, node.target)
    names = walk.names(target_names(node.target))
    walk.body.assigns.append(Assign(walk.alone(target), names, value, at, annotation, frames=walk.frames))


def _aug_assign(walk: Walk, node: ast.AugAssign) -> None:
    at = walk.anchor(node)
    target, value = read(walk, node.target), read(walk, node.value)
    names = walk.names(target_names(node.target))
    op = OPERATORS[type(node.op)]
    walk.body.assigns.append(Assign(walk.alone(target), names, value, at, op=op, frames=walk.frames))


def _return(walk: Walk, node: ast.Return) -> None:
    at = walk.anchor(node)
    value = read(walk, node.value) if node.value is not None else None
    walk.body.returns.append(Statement("return", value, at, walk.frames))


def _raise(walk: Walk, node: ast.Raise) -> None:
    at = walk.anchor(node)
    value = read(walk, node.exc) if node.exc is not None else None
    if node.cause is not None:
        read(walk, node.cause)  # for the calls in it
    walk.body.raises.append(Statement("raise", value, at, walk.frames))


def _del(walk: Walk, node: ast.Delete) -> None:
    at = walk.anchor(node)
    targets = [read(walk, target) for target in node.targets]
    walk.body.deletes += [Statement("del", target, at, walk.frames) for target in targets]


def _assert(walk: Walk, node: ast.Assert) -> None:
    at = walk.anchor(node)
    walk.body.asserts.append(Statement("assert", read(walk, node.test), at, walk.frames))
    if node.msg is not None:
        read(walk, node.msg)


def _global(walk: Walk, node: ast.Global) -> None:
    walk.body.globals += node.names


def _if(walk: Walk, node: ast.If) -> None:
    """An `elif` chain is followed in a loop: it can be longer than the interpreter's stack is deep."""
    outer = walk.frames
    passed: tuple[Frame, ...] = ()
    current = node
    while True:
        test = read(walk, current.test)
        at = walk.anchor_head(current)
        _inside(walk, (*outer, *passed, Frame(FrameKind.IF, at, test)), current.body)
        passed = (*passed[-7:], Frame(FrameKind.ELSE, at, test))
        match current.orelse:
            case [ast.If() as following]:
                current = following
                walk.frames = outer
            case orelse:
                if orelse:
                    _inside(walk, (*outer, *passed), orelse)
                break
    walk.frames = outer


def _while(walk: Walk, node: ast.While) -> None:
    outer = walk.frames
    frame = Frame(FrameKind.WHILE, walk.anchor_head(node))
    walk.frames = (*outer, frame)
    test = read(walk, node.test)
    frame = Frame(FrameKind.WHILE, frame.at, test)
    _inside(walk, (*outer, frame), node.body)
    walk.frames = outer
    read_suite(walk, node.orelse)


def _for(walk: Walk, node: ast.For | ast.AsyncFor) -> None:
    outer = walk.frames
    at = walk.anchor_head(node)
    subject = read(walk, node.iter)
    target = read(walk, node.target)
    names = walk.names(target_names(node.target))
    is_async = isinstance(node, ast.AsyncFor)
    frame = Frame(FrameKind.FOR, at, subject, target=", ".join(names), is_async=is_async)
    walk.body.assigns.append(Assign(walk.alone(target), names, subject, at, frames=outer, source="for"))
    _inside(walk, (*outer, frame), node.body)
    walk.frames = outer
    read_suite(walk, node.orelse)


def _with(walk: Walk, node: ast.With | ast.AsyncWith) -> None:
    outer = walk.frames
    at = walk.anchor_head(node)
    items = []
    for item in node.items:
        items.append(read(walk, item.context_expr))
        if item.optional_vars is not None:
            target = read(walk, item.optional_vars)
            names = walk.names(target_names(item.optional_vars))
            walk.body.assigns.append(Assign(walk.alone(target), names, items[-1], at, frames=outer, source="with"))
    frame = Frame(FrameKind.WITH, at, items=tuple(items), is_async=isinstance(node, ast.AsyncWith))
    _inside(walk, (*outer, frame), node.body)
    walk.frames = outer


def _try(walk: Walk, node: ast.Try | ast.TryStar) -> None:
    outer = walk.frames
    start, has_finally = walk.anchor_head(node), bool(node.finalbody)
    catches = tuple([read(walk, h.type) if h.type is not None else None for h in node.handlers])
    _inside(walk, (*outer, Frame(FrameKind.TRY, start, catches=catches, has_finally=has_finally)), node.body)
    earlier: tuple[Expr | None, ...] = (None,) if raises_nothing(node.body) else ()
    for handler, caught in zip(node.handlers, catches, strict=True):
        at, name = walk.anchor_head(handler), handler.name or ""
        frame = Frame(FrameKind.EXCEPT, at, caught, target=name, has_finally=has_finally, earlier=earlier)
        earlier = (*earlier, caught)
        _inside(walk, (*outer, frame), handler.body)
    if node.orelse:
        _inside(walk, (*outer, Frame(FrameKind.TRY_ELSE, start, has_finally=has_finally)), node.orelse)
    if node.finalbody:
        _inside(walk, (*outer, Frame(FrameKind.FINALLY, start)), node.finalbody)
    walk.frames = outer


def _match(walk: Walk, node: ast.Match) -> None:
    outer = walk.frames
    subject = read(walk, node.subject)
    at = walk.anchor_head(node)
    for case in node.cases:
        if (name := captured(case.pattern)) is not None:
            bound = walk.alone(walk.name(name))
            walk.body.assigns.append(Assign(bound, walk.names([name]), subject, at, frames=outer))
        if case.guard is not None:
            read(walk, case.guard)
        _inside(walk, (*outer, Frame(FrameKind.MATCH, at, subject)), case.body)
        walk.frames = outer


def _inside(walk: Walk, frames: tuple[Frame, ...], suite: Sequence[ast.stmt]) -> None:
    if isinstance(suite[-1], ast.Break | ast.Return | ast.Raise):
        frames = (*frames[:-1], replace(frames[-1], ends=True))
    walk.body.frames.append(frames[-1])
    walk.frames = frames
    read_suite(walk, suite)


def _import(walk: Walk, node: ast.Import) -> None:
    for alias in node.names:
        head = alias.name.partition(".")[0]
        target, bound = walk.absolute(alias.name), alias.asname or head
        means = target if alias.asname else walk.absolute(head)
        _note_import(walk, Import(bound, target, walk.anchor(alias), "module", _guard(walk)), means)


def _import_from(walk: Walk, node: ast.ImportFrom) -> None:
    base = "." * node.level + (node.module or "")
    glue = "" if base.endswith(".") or not base else "."
    if node.names[0].name == "*":
        _note_import(walk, Import("*", f"{base}{glue}*", walk.anchor(node), "from", _guard(walk)))
        return
    for alias in node.names:
        target = walk.absolute(f"{base}{glue}{alias.name}")
        _note_import(walk, Import(alias.asname or alias.name, target, walk.anchor(alias), "from", _guard(walk)))


def _note_import(walk: Walk, found: Import, means: str = "") -> None:
    """`means` is what the name stands for where that is not what is imported: `a` in `import a.b`."""
    if walk.scopes:
        walk.body.imports.append(found)
        walk.scopes[-1][found.bound] = means or found.target
    else:
        walk.imports.append(found)


def _guard(walk: Walk) -> str:
    for frame in walk.frames:
        if frame.kind is FrameKind.IF and _is_type_checking(frame.subject):
            return "type-checking"
    return ""


def _is_type_checking(test: Expr | None) -> bool:
    return "TYPE_CHECKING" in (getattr(test, "id", ""), getattr(test, "attr", ""))


def _function(walk: Walk, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    read_function(walk, node, read_suite)


def _class(walk: Walk, node: ast.ClassDef) -> None:
    read_class(walk, node, read_statement)


def _type_alias(walk: Walk, node: Any) -> None:
    at = walk.anchor(node)
    value = read(walk, node.value)
    name = node.name.id
    walk.body.assigns.append(Assign((Name(name),), (name,), value, at, frames=walk.frames, source="type"))


_READERS: dict[object, Callable[[Walk, Any], None]] = {
    ast.Expr: _expr,
    ast.Assign: _assign,
    ast.AnnAssign: _ann_assign,
    ast.AugAssign: _aug_assign,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Delete: _del,
    ast.Assert: _assert,
    ast.Global: _global,
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Match: _match,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    TYPE_ALIAS: _type_alias,
}
