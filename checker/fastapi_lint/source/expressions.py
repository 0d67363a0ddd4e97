"""libcst expression -> `facts.expression`, noting every call on the way."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import libcst as cst

from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Statement
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
    Lambda,
    Mapping,
    Name,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    Yielded,
)
from fastapi_lint.source.walk import Walk

_OPERATORS: dict[type, str] = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//", cst.Modulo: "%",
    cst.Power: "**", cst.MatrixMultiply: "@", cst.LeftShift: "<<", cst.RightShift: ">>", cst.BitOr: "|",
    cst.BitAnd: "&", cst.BitXor: "^", cst.And: "and", cst.Or: "or", cst.Not: "not", cst.Minus: "-", cst.Plus: "+",
    cst.BitInvert: "~", cst.Equal: "==", cst.NotEqual: "!=", cst.LessThan: "<", cst.LessThanEqual: "<=",
    cst.GreaterThan: ">", cst.GreaterThanEqual: ">=", cst.In: "in", cst.NotIn: "not in", cst.Is: "is",
    cst.IsNot: "is not",
}  # fmt: skip
_COMPREHENSIONS: dict[type, str] = {cst.ListComp: "[", cst.SetComp: "{", cst.GeneratorExp: "(", cst.DictComp: ":"}
_LITERALS = {"True": True, "False": False, "None": None}


def read(walk: Walk, node: cst.BaseExpression) -> Expr:
    """The expression as a fact."""
    reader = _READERS.get(type(node))
    return reader(walk, node) if reader else Opaque()


def read_annotation(walk: Walk, node: cst.BaseExpression) -> Expr:
    """An annotation; a quoted one is read as the expression in its text."""
    if isinstance(node, cst.SimpleString) and isinstance(quoted := node.evaluated_value, str):
        try:
            return read(walk, cst.parse_expression(quoted))
        except cst.ParserSyntaxError:
            return Opaque()
    return read(walk, node)


def read_call(walk: Walk, node: cst.Call, *, awaited: bool = False, used: bool = True) -> Call:
    """A call, noted in the body that it happens in."""
    at = walk.anchor(node)
    func = read(walk, node.func)
    args = tuple(Arg(read(walk, a.value), a.keyword.value if a.keyword else "", a.star) for a in node.args)
    call = Call(func, args, at)
    walk.body.calls.append(CallSite(call, walk.frames, awaited, used))
    return call


def _name(walk: Walk, node: cst.Name) -> Expr:
    value = node.value
    if value in _LITERALS:
        return Constant(_LITERALS[value])
    walk.body.reads.add(value)
    return Name(value, walk.meaning(value))


def _attribute(walk: Walk, node: cst.Attribute) -> Expr:
    value = read(walk, node.value)
    base = value.target if isinstance(value, Name | Attribute) else ""
    attr = node.attr.value
    return Attribute(value, attr, f"{base}.{attr}" if base else "")


def _await(walk: Walk, node: cst.Await) -> Expr:
    inner = node.expression
    return Await(read_call(walk, inner, awaited=True) if isinstance(inner, cst.Call) else read(walk, inner))


def _number(_: Walk, node: cst.Integer | cst.Float | cst.Imaginary) -> Expr:
    try:
        return Constant(node.evaluated_value)
    except (ValueError, SyntaxError):  # an integer longer than the interpreter's digit limit
        return Opaque()


def _plain_string(_: Walk, node: cst.SimpleString) -> Expr:
    """A literal without escapes and prefix is its own value; `ast.literal_eval` costs more than parsing it."""
    raw = node.value
    if raw[0] in "\"'" and "\\" not in raw:
        width = 3 if raw[:3] in ('"""', "'''") else 1
        return Constant(raw[width:-width])
    value = _evaluated(node)
    return Opaque() if value is None else Constant(value)


def _evaluated(node: cst.SimpleString | cst.ConcatenatedString) -> str | bytes | None:
    """The value, None for an f-string and for an escape that names no character; `"\\d"` is nothing to warn about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return node.evaluated_value
        except (ValueError, SyntaxError, TypeError):
            return None


def _strings(walk: Walk, node: cst.ConcatenatedString) -> Expr:
    value = _evaluated(node)
    return Constant(value) if value is not None else _mixed_string(walk, node)


def _mixed_string(walk: Walk, node: cst.ConcatenatedString) -> Expr:
    left, right = read(walk, node.left), read(walk, node.right)
    texts: list[str] = []
    values: list[Expr] = []
    for part in (left, right):
        if isinstance(part, FString):
            texts.append(part.text)
            values += part.values
        elif isinstance(part, Constant) and isinstance(part.value, str):
            texts.append(part.value)
    return FString("".join(texts), tuple(values))


def _fstring(walk: Walk, node: Any) -> Expr:
    texts, values = [], []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
            texts.append(part.value)
        else:
            texts.append("{}")
            values.append(read(walk, part.expression))
            nested = (s for s in part.format_spec or () if hasattr(s, "expression"))
            values += [read(walk, spec.expression) for spec in nested]
    return FString("".join(texts), tuple(values))


def _sequence(walk: Walk, node: cst.List | cst.Tuple | cst.Set) -> Expr:
    kind = "[" if isinstance(node, cst.List) else "(" if isinstance(node, cst.Tuple) else "{"
    return Sequence(tuple(_element(walk, e) for e in node.elements), kind)


def _element(walk: Walk, element: cst.BaseElement) -> Expr:
    value = read(walk, element.value)
    return Starred(value) if isinstance(element, cst.StarredElement) else value


def _mapping(walk: Walk, node: cst.Dict) -> Expr:
    pairs: list[tuple[Expr | None, Expr]] = []
    for element in node.elements:
        key = read(walk, element.key) if isinstance(element, cst.DictElement) else None
        pairs.append((key, read(walk, element.value)))
    return Mapping(tuple(pairs))


def _subscript(walk: Walk, node: cst.Subscript) -> Expr:
    value = read(walk, node.value)
    literal = getattr(value, "target", "").endswith(("typing.Literal", "typing_extensions.Literal"))
    type_like = not literal and isinstance(value, Name | Attribute)
    parts: list[Expr] = []
    for position, element in enumerate(node.slice):
        if not isinstance(element.slice, cst.Index):
            parts.append(_slice(walk, element.slice))
        elif type_like and isinstance(element.slice.value, cst.SimpleString) and _quotes_a_type(value, position):
            parts.append(read_annotation(walk, element.slice.value))
        else:
            index = read(walk, element.slice.value)
            parts.append(Starred(index) if element.slice.star else index)
    return Subscript(value, tuple(parts))


def _quotes_a_type(value: Expr, position: int) -> bool:
    """Whether a string in these brackets is a forward reference: only inside known generic types."""
    target = getattr(value, "target", "")
    name = target.rpartition(".")[2]
    if name == "Annotated":
        return position == 0
    return name in {"Optional", "Union", "List", "list", "Sequence", "Set", "set", "Iterable", "Page", "Type", "type",
                    "Mapped", "AsyncIterator", "AsyncGenerator", "Iterator", "Generator", "Dict", "dict"}  # fmt: skip


def _slice(walk: Walk, node: cst.BaseSlice) -> Expr:
    parts = [getattr(node, name) for name in ("lower", "upper", "step")]
    return Opaque(tuple(read(walk, p) for p in parts if p is not None))


def _unary(walk: Walk, node: cst.UnaryOperation) -> Expr:
    operand = read(walk, node.expression)
    op = _OPERATORS[type(node.operator)]
    if op == "-" and isinstance(operand, Constant) and isinstance(operand.value, int | float):
        return Constant(-operand.value)
    return Operation(op, (operand,))


def _binary(walk: Walk, node: cst.BinaryOperation | cst.BooleanOperation) -> Expr:
    """Long chains such as `a + b + …` are unrolled: their depth may exceed the interpreter's stack."""
    spine: list[Any] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BinaryOperation | cst.BooleanOperation):
        spine.append(current)
        current = current.left
    result = read(walk, current)
    for operation in reversed(spine):
        result = Operation(_OPERATORS[type(operation.operator)], (result, read(walk, operation.right)))
    return result


def _comparison(walk: Walk, node: cst.Comparison) -> Expr:
    operands = [read(walk, node.left)]
    op = ""
    for target in node.comparisons:
        op = op or _OPERATORS.get(type(target.operator), "")
        operands.append(read(walk, target.comparator))
    return Operation(op, tuple(operands))


def _conditional(walk: Walk, node: cst.IfExp) -> Expr:
    body, test, orelse = read(walk, node.body), read(walk, node.test), read(walk, node.orelse)
    return Conditional(test, body, orelse)


def _comprehension(walk: Walk, node: Any) -> Expr:
    kind = _COMPREHENSIONS[type(node)]
    chain = []
    part = node.for_in
    while part is not None:
        chain.append(part)
        part = part.inner_for_in
    walk.scopes.append({name: "" for p in chain for name in target_names(p.target)})
    first = read(walk, chain[0].iter)
    is_async = any(p.asynchronous is not None for p in chain)
    frame = Frame(FrameKind.COMPREHENSION, walk.anchor(node), first, is_async=is_async)
    outer, walk.frames = walk.frames, (*walk.frames, frame)
    walk.body.frames.append(frame)
    sources = [first, *(read(walk, p.iter) for p in chain[1:])]
    conditions = [read(walk, c.test) for p in chain for c in p.ifs]
    if isinstance(node, cst.DictComp):
        element: Expr = Sequence((read(walk, node.key), read(walk, node.value)), "(")
    else:
        element = read(walk, node.elt)
    walk.frames = outer
    walk.scopes.pop()
    return Comprehension(element, tuple(sources), tuple(conditions), kind, is_async)


def _lambda(walk: Walk, node: cst.Lambda) -> Expr:
    params = node.params
    named = [*params.posonly_params, *params.params, *params.kwonly_params]
    names = [p.name.value for p in named]
    names += [s.name.value for s in (params.star_arg, params.star_kwarg) if isinstance(s, cst.Param)]
    for p in named:
        if p.default is not None:
            read(walk, p.default)
    frame = Frame(FrameKind.LAMBDA, walk.anchor(node))
    outer, walk.frames = walk.frames, (*walk.frames, frame)
    walk.scopes.append(dict.fromkeys(names, ""))
    body = read(walk, node.body)
    walk.scopes.pop()
    walk.frames = outer
    return Lambda(tuple(names), body)


def _walrus(walk: Walk, node: cst.NamedExpr) -> Expr:
    return Assigned(node.target.value if isinstance(node.target, cst.Name) else "", read(walk, node.value))


def _yield(walk: Walk, node: cst.Yield) -> Expr:
    at = walk.anchor(node)
    value: Expr | None = None
    if isinstance(node.value, cst.From):
        value = read(walk, node.value.item)
    elif node.value is not None:
        value = read(walk, node.value)
    walk.body.yields.append(Statement("yield", value, at, walk.frames))
    return Yielded(value)


def target_names(node: cst.CSTNode) -> list[str]:
    """The plain variables that an assignment target binds."""
    match node:
        case cst.Name(value=value):
            return [value]
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            return [name for e in elements for name in target_names(e.value)]
        case cst.StarredElement(value=value):
            return target_names(value)
        case _:
            return []


_READERS: dict[type, Callable[[Walk, Any], Expr]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Call: read_call,
    cst.Await: _await,
    cst.Integer: _number,
    cst.Float: _number,
    cst.Imaginary: _number,
    cst.Ellipsis: lambda *_: Constant(...),
    cst.SimpleString: _plain_string,
    cst.ConcatenatedString: _strings,
    cst.FormattedString: _fstring,
    cst.TemplatedString: _fstring,
    cst.List: _sequence,
    cst.Tuple: _sequence,
    cst.Set: _sequence,
    cst.Dict: _mapping,
    cst.Subscript: _subscript,
    cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _binary,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.DictComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.Lambda: _lambda,
    cst.NamedExpr: _walrus,
    cst.Yield: _yield,
}
