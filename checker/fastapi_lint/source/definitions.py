"""libcst functions and classes -> facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import libcst as cst

from fastapi_lint.facts.code import Class, ClassKeyword, Decorator, Field, Function, Param
from fastapi_lint.facts.expression import Starred
from fastapi_lint.source.expressions import read, read_annotation, target_names
from fastapi_lint.source.flow import falls_through
from fastapi_lint.source.walk import BodyBuilder, Walk


def read_function(walk: Walk, node: cst.FunctionDef, read_suite: Callable[[Walk, cst.BaseSuite], None]) -> None:
    """Notes a function with its own body; decorators, defaults and annotations belong to the scope around it."""
    at = walk.anchor(node.name)
    name = node.name.value
    owner, in_class = walk.owner, bool(walk.owners) and walk.owners[-1] != "<locals>"
    qualname = f"{owner}.{name}" if owner else name
    if walk.scopes and not in_class:
        walk.scopes[-1][name] = f"{walk.module}.{qualname}"
    decorators = _decorators(walk, node.decorators)
    params = tuple(_params(walk, node.params))
    returns = read_annotation(walk, node.returns.annotation) if node.returns is not None else None
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
            f"{walk.module}.{qualname}",
            at,
            node.asynchronous is not None,
            params,
            returns,
            decorators,
            body,
            owner.removesuffix(".<locals>"),
            in_class,
            node.get_docstring() or "",
            _is_stub(node.body),
            outer_frames,
        )
    )


def read_class(
    walk: Walk,
    node: cst.ClassDef,
    read_statement: Callable[[Walk, cst.BaseStatement | cst.BaseSmallStatement], None],
) -> None:
    """Notes a class; its fields are what its own body binds."""
    at = walk.anchor(node.name)
    name = node.name.value
    owner = walk.owner
    qualname = f"{owner}.{name}" if owner else name
    if walk.scopes and (not walk.owners or walk.owners[-1] == "<locals>"):
        walk.scopes[-1][name] = f"{walk.module}.{qualname}"
    decorators = _decorators(walk, node.decorators)
    bases = tuple(Starred(read(walk, b.value)) if b.star else read(walk, b.value) for b in node.bases)
    keywords = tuple(ClassKeyword(k.keyword.value, read(walk, k.value)) for k in node.keywords if k.keyword)
    index = len(walk.classes)
    walk.classes.append(Class(name, qualname, "", at, bases, keywords, decorators, (), ()))
    fields: list[Field] = []
    methods: list[str] = []
    walk.owners.append(name)
    outer = walk.frames
    for statement in node.body.body:
        _member(walk, statement, fields, methods, read_statement)
    walk.frames = outer
    walk.owners.pop()
    walk.classes[index] = Class(
        name,
        qualname,
        f"{walk.module}.{qualname}",
        at,
        bases,
        keywords,
        decorators,
        tuple(fields),
        tuple(methods),
        owner.removesuffix(".<locals>"),
        node.get_docstring() or "",
    )


def _member(
    walk: Walk,
    statement: cst.BaseStatement | cst.BaseSmallStatement,
    fields: list[Field],
    methods: list[str],
    read_statement: Callable[[Walk, cst.BaseStatement | cst.BaseSmallStatement], None],
) -> None:
    if isinstance(statement, cst.FunctionDef):
        methods.append(statement.name.value)
        read_statement(walk, statement)
        return
    if isinstance(statement, cst.ClassDef | cst.BaseCompoundStatement):
        read_statement(walk, statement)
        return
    for small in getattr(statement, "body", (statement,)):
        if isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name):
            at = walk.anchor(small.target)
            value = read(walk, small.value) if small.value is not None else None
            fields.append(Field(small.target.value, read_annotation(walk, small.annotation.annotation), value, at))
        elif isinstance(small, cst.Assign):
            at = walk.anchor(small)
            value = read(walk, small.value)
            names = [n for t in small.targets for n in target_names(t.target)]
            fields += [Field(n, None, value, at) for n in names]
        else:
            read_statement(walk, small)


def _decorators(walk: Walk, nodes: Iterable[cst.Decorator]) -> tuple[Decorator, ...]:
    return tuple(Decorator(read(walk, d.decorator), walk.anchor(d.decorator)) for d in nodes)


def _params(walk: Walk, node: cst.Parameters) -> Iterable[Param]:
    star = node.star_arg if isinstance(node.star_arg, cst.Param) else None
    groups = [("/", node.posonly_params), ("", node.params), ("*", [star] if star else [])]
    groups += [("kw", node.kwonly_params), ("**", [node.star_kwarg] if node.star_kwarg else [])]
    for kind, params in groups:
        for p in params:
            at = walk.anchor(p)
            annotation = read_annotation(walk, p.annotation.annotation) if p.annotation is not None else None
            default = read(walk, p.default) if p.default is not None else None
            yield Param(p.name.value, annotation, default, at, kind)


def _local_names(suite: cst.BaseSuite) -> dict[str, str]:
    """The variables that a function body binds, so that they are not taken for the module's."""
    names: dict[str, str] = {}
    outside: set[str] = set()
    queue: list[cst.CSTNode] = list(suite.body)
    while queue:
        node = queue.pop()
        match node:
            case cst.FunctionDef(name=name) | cst.ClassDef(name=name):
                names[name.value] = ""
                continue
            case cst.Assign(targets=targets):
                names.update(dict.fromkeys((n for t in targets for n in target_names(t.target)), ""))
                continue
            case cst.AnnAssign(target=target) | cst.AugAssign(target=target):
                names.update(dict.fromkeys(target_names(target), ""))
                continue
            case cst.For(target=target):
                names.update(dict.fromkeys(target_names(target), ""))
            case cst.With(items=items):
                bound = [n for i in items if i.asname for n in target_names(i.asname.name)]
                names.update(dict.fromkeys(bound, ""))
            case cst.ExceptHandler(name=cst.AsName(name=cst.Name(value=value))):
                names[value] = ""
            case cst.Global(names=items):
                outside.update(i.name.value for i in items)
            case cst.Expr() | cst.Return() | cst.Raise():
                continue
        queue.extend(_substatements(node))
    return {n: t for n, t in names.items() if n not in outside}


def _substatements(node: cst.CSTNode) -> Iterable[cst.CSTNode]:
    for attribute in ("body", "orelse", "handlers", "finalbody", "cases"):
        part = getattr(node, attribute, None)
        if isinstance(part, cst.CSTNode):
            yield part
        elif part:
            yield from part


def _is_stub(suite: cst.BaseSuite) -> bool:
    for statement in suite.body:
        if isinstance(statement, cst.BaseCompoundStatement):
            return False
        for small in getattr(statement, "body", (statement,)):
            trivial = isinstance(small, cst.Pass) or (
                isinstance(small, cst.Expr) and isinstance(small.value, cst.SimpleString | cst.Ellipsis)
            )
            if not trivial:
                return False
    return True
