"""`ast` expression -> `facts.expression`, noting every call on the way."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from fastapi_lint.facts.code import Assign, CallSite, Frame, FrameKind, Statement
from fastapi_lint.facts.expression import (
    Arg,
    Assigned,
    Attribute,
    Await,
    Call,
    Comprehension,
    Conditional,
    Constant,
    Expr,
    FString,
    Mapping,
    Name,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    Yielded,
)
from fastapi_lint.source.lambdas import read_lambda
from fastapi_lint.source.quoted import parse_expression
from fastapi_lint.source.walk import Walk

OPERATORS: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^",
    ast.And: "and", ast.Or: "or", ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Eq: "==",
    ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in",
    ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
_COMPREHENSIONS: dict[type, str] = {ast.ListComp: "[", ast.SetComp: "{", ast.GeneratorExp: "(", ast.DictComp: ":"}
_DISPLAYS: dict[type, str] = {ast.List: "[", ast.Tuple: "(", ast.Set: "{"}
_GENERIC = frozenset(
    {"Optional", "Union", "List", "list", "Sequence", "Set", "set", "Iterable", "Page", "Type", "type", "Mapped",
     "AsyncIterator", "AsyncGenerator", "Iterator", "Generator", "Dict", "dict"}
)  # fmt: skip
_NOTHING = Opaque()


def read(walk: Walk, node: ast.expr) -> Expr:
    """The expression as a fact."""
    reader = _READERS.get(type(node))
    return reader(walk, node) if reader else _NOTHING


def read_annotation(walk: Walk, node: ast.expr) -> Expr:
    """An annotation; a quoted one is read as the expression in its text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        quoted = parse_expression(node.value)
        return _NOTHING if quoted is None else read(walk, quoted)
    return read(walk, node)


def read_call(walk: Walk, node: ast.Call, *, awaited: bool = False, used: bool = True) -> Call:
    """A call, noted in the body that it happens in."""
    at = walk.anchor(node)
    func = read(walk, node.func)
    args = [_argument(walk, a) for a in node.args]
    args += [walk.argument(read(walk, k.value), k.arg or "", "" if k.arg else "**") for k in node.keywords]
    call = Call(func, walk.alone(args[0]) if len(args) == 1 else tuple(args), at)
    walk.body.calls.append(CallSite(call, walk.frames, awaited, used))
    return call


def _argument(walk: Walk, node: ast.expr) -> Arg:
    if isinstance(node, ast.Starred):
        return walk.argument(read(walk, node.value), "", "*")
    return walk.argument(read(walk, node))


def _name(walk: Walk, node: ast.Name) -> Expr:
    return walk.name(node.id)


def _attribute(walk: Walk, node: ast.Attribute) -> Expr:
    return walk.attribute(read(walk, node.value), node.attr)


def _await(walk: Walk, node: ast.Await) -> Expr:
    inner = node.value
    return Await(read_call(walk, inner, awaited=True) if isinstance(inner, ast.Call) else read(walk, inner))


def _constant(walk: Walk, node: ast.Constant) -> Expr:
    return walk.constant(node.value)


def _fstring(walk: Walk, node: ast.JoinedStr) -> Expr:
    texts: list[str] = []
    values: list[Expr] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            texts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
        elif (value := getattr(part, "value", None)) is not None:  # FormattedValue, and Interpolation of Python 3.14
            texts.append("{}")
            values.append(read(walk, value))
            spec = getattr(part, "format_spec", None)
            nested = spec.values if isinstance(spec, ast.JoinedStr) else ()
            values += [read(walk, s.value) for s in nested if isinstance(s, ast.FormattedValue)]
    return FString("".join(texts), tuple(values))


def _display(walk: Walk, node: ast.List | ast.Tuple | ast.Set) -> Expr:
    return Sequence(tuple([read(walk, e) for e in node.elts]), _DISPLAYS[type(node)])


def _starred(walk: Walk, node: ast.Starred) -> Expr:
    return Starred(read(walk, node.value))


def _mapping(walk: Walk, node: ast.Dict) -> Expr:
    pairs = zip(node.keys, node.values, strict=True)
    return Mapping(tuple([(None if key is None else read(walk, key), read(walk, value)) for key, value in pairs]))


def _subscript(walk: Walk, node: ast.Subscript) -> Expr:
    value = read(walk, node.value)
    elements: Iterable[ast.expr] = node.slice.elts if isinstance(node.slice, ast.Tuple) else (node.slice,)
    parts: list[Expr] = []
    for position, element in enumerate(elements):
        quoted = isinstance(element, ast.Constant) and isinstance(element.value, str)
        if quoted and isinstance(value, Name | Attribute) and _quotes_a_type(value, position):
            parts.append(read_annotation(walk, element))
        else:
            parts.append(read(walk, element))
    return Subscript(value, walk.alone(parts[0]) if len(parts) == 1 else tuple(parts))


def _quotes_a_type(value: Name | Attribute, position: int) -> bool:
    """Whether a string in these brackets is a forward reference: only inside known generic types."""
    name = value.target.rpartition(".")[2]
    return position == 0 if name == "Annotated" else name in _GENERIC


def _slice(walk: Walk, node: ast.Slice) -> Expr:
    return Opaque(tuple([read(walk, part) for part in (node.lower, node.upper, node.step) if part is not None]))


def _unary(walk: Walk, node: ast.UnaryOp) -> Expr:
    operand = read(walk, node.operand)
    op = OPERATORS[type(node.op)]
    if op == "-" and isinstance(operand, Constant) and isinstance(operand.value, int | float):
        return Constant(-operand.value)
    return Operation(op, (operand,))


def _binary(walk: Walk, node: ast.BinOp) -> Expr:
    """Long chains such as `a + b + …` are unrolled: their depth may exceed the interpreter's stack."""
    spine: list[ast.BinOp] = []
    current: ast.expr = node
    while isinstance(current, ast.BinOp):
        spine.append(current)
        current = current.left
    result = read(walk, current)
    for operation in reversed(spine):
        result = Operation(OPERATORS[type(operation.op)], (result, read(walk, operation.right)))
    return result


def _boolean(walk: Walk, node: ast.BoolOp) -> Expr:
    op = OPERATORS[type(node.op)]
    first, *others = node.values
    result = read(walk, first)
    for operand in others:
        result = Operation(op, (result, read(walk, operand)))
    return result


def _comparison(walk: Walk, node: ast.Compare) -> Expr:
    operands = [read(walk, node.left), *[read(walk, c) for c in node.comparators]]
    return Operation(OPERATORS[type(node.ops[0])], tuple(operands))


def _conditional(walk: Walk, node: ast.IfExp) -> Expr:
    body, test, orelse = read(walk, node.body), read(walk, node.test), read(walk, node.orelse)
    return Conditional(test, body, orelse)


def _comprehension(walk: Walk, node: Any) -> Expr:
    chain: list[ast.comprehension] = node.generators
    walk.scopes.append({name: "" for part in chain for name in target_names(part.target)})
    first = read(walk, chain[0].iter)
    is_async = any(part.is_async for part in chain)
    target = ", ".join(target_names(chain[0].target))
    frame = Frame(FrameKind.COMPREHENSION, walk.anchor(node), first, target=target, is_async=is_async)
    outer, walk.frames = walk.frames, (*walk.frames, frame)
    walk.body.frames.append(frame)
    sources = [first, *[read(walk, part.iter) for part in chain[1:]]]
    conditions = [read(walk, test) for part in chain for test in part.ifs]
    if isinstance(node, ast.DictComp):
        element: Expr = Sequence((read(walk, node.key), read(walk, node.value)), "(")
    else:
        element = read(walk, node.elt)
    walk.frames = outer
    walk.scopes.pop()
    return Comprehension(element, tuple(sources), tuple(conditions), _COMPREHENSIONS[type(node)])


def _lambda(walk: Walk, node: ast.Lambda) -> Expr:
    return read_lambda(walk, node, read)


def _walrus(walk: Walk, node: ast.NamedExpr) -> Expr:
    at = walk.anchor(node)
    value = read(walk, node.value)
    name = node.target.id
    if walk.scopes:
        walk.scopes[-1][name] = ""
    walk.body.assigns.append(
        Assign(walk.alone(walk.name(name)), walk.names([name]), value, at, frames=walk.frames, source=":=")
    )
    return Assigned(name, value)


def _yield(walk: Walk, node: ast.Yield | ast.YieldFrom) -> Expr:
    at = walk.anchor(node)
    value = read(walk, node.value) if node.value is not None else None
    walk.body.yields.append(Statement("yield", value, at, walk.frames))
    return Yielded(value)


def target_names(node: ast.expr) -> list[str]:
    """The plain variables that an assignment target binds."""
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return [name for element in elements for name in target_names(element)]
        case ast.Starred(value=value):
            return target_names(value)
        case _:
            return []


_READERS: dict[type, Callable[[Walk, Any], Expr]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: read_call,
    ast.Await: _await,
    ast.Constant: _constant,
    ast.JoinedStr: _fstring,
    ast.List: _display,
    ast.Tuple: _display,
    ast.Set: _display,
    ast.Starred: _starred,
    ast.Dict: _mapping,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
    ast.IfExp: _conditional,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
if hasattr(ast, "TemplateStr"):  # Python 3.14
    _READERS[ast.TemplateStr] = _fstring
