"""`ast` lambdas -> facts: a part of the function around them, or functions themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import TypeAlias

from fastapi_lint.facts.code import Frame, FrameKind, Function, Param, Statement
from fastapi_lint.facts.expression import Expr, Lambda
from fastapi_lint.source.walk import BodyBuilder, Walk

UNNAMED = "<lambda>"
_Read: TypeAlias = Callable[[Walk, ast.expr], Expr]


def read_lambda(walk: Walk, node: ast.Lambda, read: _Read, name: str = "") -> Lambda:
    """A lambda; one outside of functions is a function of its own, called `name` when it is bound to a variable."""
    params = tuple(_params(walk, node.args, read))
    return _inside(walk, node, params, read) if walk.scopes else _free(walk, node, params, read, name)


def read_bound(walk: Walk, value: ast.expr, target: ast.expr, read: _Read) -> Expr:
    """A value that is bound to a target; a lambda that a module binds to a name is the function of that name."""
    if isinstance(value, ast.Lambda) and isinstance(target, ast.Name) and not walk.scopes:
        return read_lambda(walk, value, read, target.id)
    return read(walk, value)


def _params(walk: Walk, node: ast.arguments, read: _Read) -> Iterator[Param]:
    positional = [("/", p) for p in node.posonlyargs] + [("", p) for p in node.args]
    backwards = zip_longest(reversed(positional), reversed(node.defaults))
    keywords = zip(node.kwonlyargs, node.kw_defaults, strict=True)
    found = [(kind, param, default) for (kind, param), default in backwards][::-1]
    found += [("*", node.vararg, None)] if node.vararg else []
    found += [("kw", param, default) for param, default in keywords]
    found += [("**", node.kwarg, None)] if node.kwarg else []
    for kind, param, default in found:
        at = walk.anchor(param, default)
        yield Param(param.arg, None, None if default is None else read(walk, default), at, kind)


def _inside(walk: Walk, node: ast.Lambda, params: tuple[Param, ...], read: _Read) -> Lambda:
    """Its calls are calls of the function around it, in a frame that says when they run."""
    names = tuple([p.name for p in params])
    frame = Frame(FrameKind.LAMBDA, walk.anchor(node))
    outer, walk.frames = walk.frames, (*walk.frames, frame)
    walk.scopes.append(dict.fromkeys(names, ""))
    body = read(walk, node.body)
    walk.scopes.pop()
    walk.frames = outer
    return Lambda(names, body)


def _free(walk: Walk, node: ast.Lambda, params: tuple[Param, ...], read: _Read, name: str) -> Lambda:
    at, owner = walk.anchor(node), walk.owner
    qualname = f"{owner}.{name or UNNAMED}" if owner else name or UNNAMED
    place = "" if name else f"{node.lineno}:{node.col_offset}"
    symbol = sys.intern(f"{walk.module}.{qualname}{place}")
    names = tuple([p.name for p in params])
    outer_body, outer_frames = walk.body, walk.frames
    walk.body, walk.frames = BodyBuilder(), ()
    walk.owners += [name or UNNAMED, "<locals>"]
    walk.scopes.append(dict.fromkeys(names, ""))
    value = read(walk, node.body)
    walk.scopes.pop()
    del walk.owners[-2:]
    walk.body.returns.append(Statement("return", value, at))
    body = walk.body.build(falls_through=False)
    walk.body, walk.frames = outer_body, outer_frames
    made = Function(
        name or UNNAMED,
        qualname,
        symbol,
        at,
        is_async=False,
        params=params,
        returns=None,
        decorators=(),
        body=body,
        owner=owner,
        frames=outer_frames,
    )
    walk.functions.append(made)
    return Lambda(names, value, symbol)
