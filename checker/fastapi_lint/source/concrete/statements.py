"""libcst statement -> `ast` statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import libcst as cst

from fastapi_lint.source.concrete.expressions import arguments, expression, keywords
from fastapi_lint.source.concrete.place import Placer
from fastapi_lint.source.newer import TYPE_ALIAS

_AUGMENTED: dict[type, type[ast.operator]] = {
    cst.AddAssign: ast.Add, cst.SubtractAssign: ast.Sub, cst.MultiplyAssign: ast.Mult, cst.DivideAssign: ast.Div,
    cst.MatrixMultiplyAssign: ast.MatMult, cst.ModuloAssign: ast.Mod, cst.BitAndAssign: ast.BitAnd,
    cst.BitOrAssign: ast.BitOr, cst.BitXorAssign: ast.BitXor, cst.LeftShiftAssign: ast.LShift,
    cst.RightShiftAssign: ast.RShift, cst.PowerAssign: ast.Pow, cst.FloorDivideAssign: ast.FloorDiv,
}  # fmt: skip
_JUMPS: dict[type, type[ast.stmt]] = {cst.Pass: ast.Pass, cst.Break: ast.Break, cst.Continue: ast.Continue}


def statements(place: Placer, node: cst.CSTNode) -> list[ast.stmt]:
    """The statements of one line or of one compound statement."""
    if isinstance(node, cst.SimpleStatementLine | cst.SimpleStatementSuite):
        return [_marked(place, small) for small in node.body]
    return [_marked(place, node)]


def _marked(place: Placer, node: cst.CSTNode) -> ast.stmt:
    reader = _READERS.get(type(node))
    made = reader(place, node) if reader else ast.Pass()
    place.put(made, node)
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        made.concrete = node.name  # type: ignore[attr-defined]  # what a definition's anchor means
    return made


def _suite(place: Placer, suite: cst.BaseSuite | None) -> list[ast.stmt]:
    return [made for node in suite.body for made in statements(place, node)] if suite is not None else []


def _else(place: Placer, node: cst.Else | cst.Finally | None) -> list[ast.stmt]:
    return _suite(place, node.body) if node is not None else []


def _expr(place: Placer, node: cst.Expr) -> ast.stmt:
    return ast.Expr(value=expression(place, node.value))


def _assign(place: Placer, node: cst.Assign) -> ast.stmt:
    return ast.Assign(targets=[expression(place, t.target) for t in node.targets], value=expression(place, node.value))


def _ann_assign(place: Placer, node: cst.AnnAssign) -> ast.stmt:
    return ast.AnnAssign(
        target=expression(place, node.target),
        annotation=expression(place, node.annotation.annotation),
        value=expression(place, node.value) if node.value else None,
        simple=int(isinstance(node.target, cst.Name)),
    )


def _aug_assign(place: Placer, node: cst.AugAssign) -> ast.stmt:
    op = _AUGMENTED[type(node.operator)]()
    return ast.AugAssign(target=expression(place, node.target), op=op, value=expression(place, node.value))


def _return(place: Placer, node: cst.Return) -> ast.stmt:
    return ast.Return(value=expression(place, node.value) if node.value else None)


def _raise(place: Placer, node: cst.Raise) -> ast.stmt:
    cause = expression(place, node.cause.item) if node.cause else None
    return ast.Raise(exc=expression(place, node.exc) if node.exc else None, cause=cause)


def _del(place: Placer, node: cst.Del) -> ast.stmt:
    made = expression(place, node.target)
    bare = isinstance(node.target, cst.Tuple) and not node.target.lpar
    return ast.Delete(targets=made.elts if bare else [made])


def _assert(place: Placer, node: cst.Assert) -> ast.stmt:
    return ast.Assert(test=expression(place, node.test), msg=expression(place, node.msg) if node.msg else None)


def _global(_: Placer, node: cst.Global | cst.Nonlocal) -> ast.stmt:
    names = [item.name.value for item in node.names]
    return ast.Global(names=names) if isinstance(node, cst.Global) else ast.Nonlocal(names=names)


def _jump(_: Placer, node: cst.CSTNode) -> ast.stmt:
    return _JUMPS[type(node)]()


def _if(place: Placer, node: cst.If) -> ast.stmt:
    """An `elif` chain is followed in a loop: it can be longer than the interpreter's stack is deep."""
    chain: list[cst.If] = []
    current: cst.If | cst.Else | None = node
    while isinstance(current, cst.If):
        chain.append(current)
        current = current.orelse
    orelse = _else(place, current)
    for part in reversed(chain):
        made = ast.If(test=expression(place, part.test), body=_suite(place, part.body), orelse=orelse)
        orelse = [place.put(made, part)]
    return orelse[0]


def _while(place: Placer, node: cst.While) -> ast.stmt:
    orelse = _else(place, node.orelse)
    return ast.While(test=expression(place, node.test), body=_suite(place, node.body), orelse=orelse)


def _for(place: Placer, node: cst.For) -> ast.stmt:
    make = ast.AsyncFor if node.asynchronous else ast.For
    return make(
        target=expression(place, node.target),
        iter=expression(place, node.iter),
        body=_suite(place, node.body),
        orelse=_else(place, node.orelse),
    )


def _with(place: Placer, node: cst.With) -> ast.stmt:
    make = ast.AsyncWith if node.asynchronous else ast.With
    return make(items=[_item(place, item) for item in node.items], body=_suite(place, node.body))


def _item(place: Placer, item: cst.WithItem) -> ast.withitem:
    bound = expression(place, item.asname.name) if item.asname else None
    return ast.withitem(context_expr=expression(place, item.item), optional_vars=bound)


def _try(place: Placer, node: cst.Try | cst.TryStar) -> ast.stmt:
    make = ast.TryStar if isinstance(node, cst.TryStar) else ast.Try
    handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
    return make(
        body=_suite(place, node.body),
        handlers=[_handler(place, handler) for handler in handlers],
        orelse=_else(place, node.orelse),
        finalbody=_else(place, node.finalbody),
    )


def _handler(place: Placer, node: cst.ExceptHandler | cst.ExceptStarHandler) -> ast.ExceptHandler:
    name = node.name.name.value if node.name and isinstance(node.name.name, cst.Name) else None
    caught = expression(place, node.type) if node.type else None
    return place.put(ast.ExceptHandler(type=caught, name=name, body=_suite(place, node.body)), node)


def _match(place: Placer, node: cst.Match) -> ast.stmt:
    return ast.Match(subject=expression(place, node.subject), cases=[_case(place, case) for case in node.cases])


def _case(place: Placer, node: cst.MatchCase) -> ast.match_case:
    """Of a pattern only what it binds is kept, and whether it catches everything: nothing else of it is read."""
    names: list[ast.pattern] = [ast.MatchAs(name=name) for name in _captured(node.pattern)]
    open_ended = isinstance(node.pattern, cst.MatchAs) and node.pattern.pattern is None
    pattern: ast.pattern = ast.MatchSequence(patterns=names)
    if open_ended:
        pattern = names[0] if names else ast.MatchAs()
    elif isinstance(node.pattern, cst.MatchAs) and node.pattern.name is not None:
        pattern = ast.MatchAs(pattern=pattern, name=node.pattern.name.value)
    guard = expression(place, node.guard) if node.guard else None
    return ast.match_case(pattern=pattern, guard=guard, body=_suite(place, node.body))


def _captured(node: cst.CSTNode) -> Iterator[str]:
    bound = getattr(node, "name" if isinstance(node, cst.MatchAs | cst.MatchStar) else "rest", None)
    if isinstance(bound, cst.Name):
        yield bound.value
    for child in node.children:
        yield from _captured(child)


def _import(place: Placer, node: cst.Import) -> ast.stmt:
    return ast.Import(names=[_alias(place, alias) for alias in node.names])


def _import_from(place: Placer, node: cst.ImportFrom) -> ast.stmt:
    star = isinstance(node.names, cst.ImportStar)
    names = [ast.alias(name="*")] if star else [_alias(place, alias) for alias in node.names]  # type: ignore[union-attr]
    return ast.ImportFrom(module=_dotted(node.module) or None, names=names, level=len(node.relative))


def _alias(place: Placer, node: cst.ImportAlias) -> ast.alias:
    return place.put(ast.alias(name=node.evaluated_name, asname=node.evaluated_alias), node)


def _dotted(node: cst.BaseExpression | None) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def _function(place: Placer, node: cst.FunctionDef) -> ast.stmt:
    make = ast.AsyncFunctionDef if node.asynchronous else ast.FunctionDef
    return make(
        name=node.name.value,
        args=arguments(place, node.params),
        body=_suite(place, node.body),
        decorator_list=[expression(place, d.decorator) for d in node.decorators],
        returns=expression(place, node.returns.annotation) if node.returns else None,
    )


def _class(place: Placer, node: cst.ClassDef) -> ast.stmt:
    bases, _ = keywords(place, node.bases)
    _, named = keywords(place, node.keywords)
    return ast.ClassDef(
        name=node.name.value,
        bases=bases,
        keywords=named,
        body=_suite(place, node.body),
        decorator_list=[expression(place, d.decorator) for d in node.decorators],
    )


def _type_alias(place: Placer, node: cst.TypeAlias) -> ast.stmt:
    return TYPE_ALIAS(name=ast.Name(id=node.name.value), value=expression(place, node.value))


_READERS: dict[type, Callable[[Placer, Any], ast.stmt]] = {
    cst.Expr: _expr,
    cst.Assign: _assign,
    cst.AnnAssign: _ann_assign,
    cst.AugAssign: _aug_assign,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Del: _del,
    cst.Assert: _assert,
    cst.Global: _global,
    cst.Nonlocal: _global,
    cst.Pass: _jump,
    cst.Break: _jump,
    cst.Continue: _jump,
    cst.If: _if,
    cst.While: _while,
    cst.For: _for,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    getattr(cst, "LazyImport", cst.Import): _import,  # libcst 1.9, Python 3.15
    getattr(cst, "LazyImportFrom", cst.ImportFrom): _import_from,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.TypeAlias: _type_alias,
}
