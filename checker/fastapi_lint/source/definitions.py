"""`ast` functions and classes -> facts."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from fastapi_lint.facts.code import Class, ClassKeyword, Decorator, Field, Function, Param
from fastapi_lint.source.expressions import read, read_annotation, target_names
from fastapi_lint.source.flow import falls_through, substatements
from fastapi_lint.source.matching import names_in
from fastapi_lint.source.walk import BodyBuilder, Walk

_Def: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def read_function(walk: Walk, node: _Def, read_suite: Callable[[Walk, Iterable[ast.stmt]], None]) -> None:
    """Notes a function with its own body; decorators, defaults and annotations belong to the scope around it."""
    at = walk.anchor_name(node)
    name = node.name
    owner, in_class = walk.owner, bool(walk.owners) and walk.owners[-1] != "<locals>"
    qualname = f"{owner}.{name}" if owner else name
    if walk.scopes and not in_class:
        walk.scopes[-1][name] = f"{walk.module}.{qualname}"
    with walk.before(name):
        decorators = _decorators(walk, node.decorator_list)
        params = tuple(_params(walk, node.args))
        returns = read_annotation(walk, node.returns) if node.returns is not None else None
    outer_body, outer_frames = walk.body, walk.frames
    walk.body, walk.frames = BodyBuilder(), ()
    walk.owners += [name, "<locals>"]
    walk.scopes.append({p.name: "" for p in params} | _local_names(node.body))
    read_suite(walk, node.body)
    walk.scopes.pop()
    del walk.owners[-2:]
    body = walk.body.build(falls_through=falls_through(node.body))
    walk.body, walk.frames = outer_body, outer_frames
    walk.functions.append(
        Function(
            name,
            qualname,
            sys.intern(f"{walk.module}.{qualname}"),
            at,
            isinstance(node, ast.AsyncFunctionDef),
            params,
            returns,
            decorators,
            body,
            owner.removesuffix(".<locals>"),
            in_class,
            ast.get_docstring(node) or "",
            _is_stub(node.body),
            outer_frames,
        )
    )


def read_class(walk: Walk, node: ast.ClassDef, read_statement: Callable[[Walk, ast.stmt], None]) -> None:
    """Notes a class; its fields are what its own body binds."""
    at = walk.anchor_name(node)
    name = node.name
    owner = walk.owner
    qualname = f"{owner}.{name}" if owner else name
    if walk.scopes and (not walk.owners or walk.owners[-1] == "<locals>"):
        walk.scopes[-1][name] = f"{walk.module}.{qualname}"
    with walk.before(name):
        decorators = _decorators(walk, node.decorator_list)
        bases = tuple([read(walk, base) for base in node.bases])
        keywords = tuple([ClassKeyword(k.arg, read(walk, k.value)) for k in node.keywords if k.arg])
    index = len(walk.classes)
    walk.classes.append(Class(name, qualname, "", at, bases, keywords, decorators, (), ()))
    fields: list[Field] = []
    methods: list[str] = []
    walk.owners.append(name)
    outer = walk.frames
    for statement in node.body:
        _member(walk, statement, fields, methods, read_statement)
    walk.frames = outer
    walk.owners.pop()
    walk.classes[index] = Class(
        name,
        qualname,
        sys.intern(f"{walk.module}.{qualname}"),
        at,
        bases,
        keywords,
        decorators,
        tuple(fields),
        tuple(methods),
        owner.removesuffix(".<locals>"),
        ast.get_docstring(node) or "",
        outer,
    )


def _member(
    walk: Walk,
    statement: ast.stmt,
    fields: list[Field],
    methods: list[str],
    read_statement: Callable[[Walk, ast.stmt], None],
) -> None:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            methods.append(name)
            read_statement(walk, statement)
        case ast.AnnAssign(target=ast.Name(id=name)):
            at = walk.anchor(statement.target)
            value = read(walk, statement.value) if statement.value is not None else None
            fields.append(Field(name, read_annotation(walk, statement.annotation), value, at))
        case ast.Assign(targets=targets):
            at = walk.anchor(statement)
            value = read(walk, statement.value)
            fields += [Field(n, None, value, at) for target in targets for n in target_names(target)]
        case _:
            read_statement(walk, statement)


def _decorators(walk: Walk, nodes: Iterable[ast.expr]) -> tuple[Decorator, ...]:
    return tuple([Decorator(read(walk, node), walk.anchor(node)) for node in nodes])


def _params(walk: Walk, node: ast.arguments) -> Iterator[Param]:
    positional = [*node.posonlyargs, *node.args]
    defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
    split = len(node.posonlyargs)
    groups: list[tuple[str, Sequence[ast.arg], Sequence[ast.expr | None]]] = [
        ("/", positional[:split], defaults[:split]),
        ("", positional[split:], defaults[split:]),
        ("*", [node.vararg] if node.vararg else [], [None]),
        ("kw", node.kwonlyargs, node.kw_defaults),
        ("**", [node.kwarg] if node.kwarg else [], [None]),
    ]
    for kind, params, values in groups:
        for param, value in zip(params, values, strict=False):
            at = walk.anchor(param, value)
            annotation = read_annotation(walk, param.annotation) if param.annotation is not None else None
            default = read(walk, value) if value is not None else None
            yield Param(param.arg, annotation, default, at, kind)


def _local_names(suite: Iterable[ast.stmt]) -> dict[str, str]:
    """The variables that a function body binds, so that they are not taken for the module's."""
    names: dict[str, str] = {}
    outside: set[str] = set()
    queue: list[ast.AST] = list(suite)
    while queue:
        node = queue.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names[name] = ""
                continue
            case ast.Expr() | ast.Return() | ast.Raise():
                continue
            case ast.Assign(targets=targets):
                names.update(dict.fromkeys((n for t in targets for n in target_names(t)), ""))
                continue
            case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
                names.update(dict.fromkeys(target_names(target), ""))
                continue
            case ast.For(target=target) | ast.AsyncFor(target=target):
                names.update(dict.fromkeys(target_names(target), ""))
            case ast.With(items=items) | ast.AsyncWith(items=items):
                bound = [n for i in items if i.optional_vars for n in target_names(i.optional_vars)]
                names.update(dict.fromkeys(bound, ""))
            case ast.ExceptHandler(name=str(name)):
                names[name] = ""
            case ast.Match(cases=cases):
                names.update(dict.fromkeys((n for case in cases for n in names_in(case.pattern)), ""))
            case ast.Global(names=items):
                outside.update(items)
        queue.extend(substatements(node))
    return {n: t for n, t in names.items() if n not in outside}


def _is_stub(suite: Iterable[ast.stmt]) -> bool:
    for statement in suite:
        if isinstance(statement, ast.Pass):
            continue
        value = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(value, ast.Constant) or not (isinstance(value.value, str) or value.value is ...):
            return False
    return True
