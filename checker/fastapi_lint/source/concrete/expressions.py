"""libcst expression -> `ast` expression."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from fastapi_lint.source.concrete.place import Placer

_OPERATORS: dict[type, type[ast.AST]] = {
    cst.Add: ast.Add, cst.Subtract: ast.Sub, cst.Multiply: ast.Mult, cst.Divide: ast.Div, cst.Modulo: ast.Mod,
    cst.FloorDivide: ast.FloorDiv, cst.Power: ast.Pow, cst.MatrixMultiply: ast.MatMult, cst.LeftShift: ast.LShift,
    cst.RightShift: ast.RShift, cst.BitOr: ast.BitOr, cst.BitAnd: ast.BitAnd, cst.BitXor: ast.BitXor,
    cst.And: ast.And, cst.Or: ast.Or, cst.Not: ast.Not, cst.Minus: ast.USub, cst.Plus: ast.UAdd,
    cst.BitInvert: ast.Invert, cst.Equal: ast.Eq, cst.NotEqual: ast.NotEq, cst.LessThan: ast.Lt,
    cst.LessThanEqual: ast.LtE, cst.GreaterThan: ast.Gt, cst.GreaterThanEqual: ast.GtE, cst.In: ast.In,
    cst.NotIn: ast.NotIn, cst.Is: ast.Is, cst.IsNot: ast.IsNot,
}  # fmt: skip
_DISPLAYS: dict[type, Callable[..., ast.expr]] = {cst.List: ast.List, cst.Tuple: ast.Tuple, cst.Set: ast.Set}
_COMPREHENSIONS: dict[type, Callable[..., ast.expr]] = {
    cst.ListComp: ast.ListComp,
    cst.SetComp: ast.SetComp,
    cst.GeneratorExp: ast.GeneratorExp,
}
_LITERALS = {"True": True, "False": False, "None": None}


def expression(place: Placer, node: cst.BaseExpression | cst.From) -> Any:
    """The expression; something that `ast` has no value for (a broken escape) becomes a bare `ast.expr`."""
    reader = _READERS.get(type(node))
    return place.put(reader(place, node) if reader else ast.expr(), node)


def operator(node: cst.CSTNode) -> Any:
    """The operator's `ast` class, made."""
    return _OPERATORS[type(node)]()


def arguments(place: Placer, node: cst.Parameters) -> ast.arguments:
    """The parameters of a function or a lambda."""
    plain = [*node.posonly_params, *node.params]
    star = node.star_arg if isinstance(node.star_arg, cst.Param) else None
    return ast.arguments(
        posonlyargs=[_parameter(place, p) for p in node.posonly_params],
        args=[_parameter(place, p) for p in node.params],
        vararg=_parameter(place, star) if star else None,
        kwonlyargs=[_parameter(place, p) for p in node.kwonly_params],
        kw_defaults=[expression(place, p.default) if p.default else None for p in node.kwonly_params],
        kwarg=_parameter(place, node.star_kwarg) if node.star_kwarg else None,
        defaults=[expression(place, p.default) for p in plain if p.default],
    )


def keywords(place: Placer, args: Iterable[cst.Arg]) -> tuple[list[ast.expr], list[ast.keyword]]:
    """The positional and the named arguments of a call or a class statement."""
    plain: list[ast.expr] = []
    named: list[ast.keyword] = []
    for arg in args:
        value = expression(place, arg.value)
        if arg.keyword is not None or arg.star == "**":
            named.append(ast.keyword(arg=arg.keyword.value if arg.keyword else None, value=value))
        else:
            plain.append(ast.Starred(value=value) if arg.star else value)
    return plain, named


def _parameter(place: Placer, node: cst.Param) -> ast.arg:
    annotation = expression(place, node.annotation.annotation) if node.annotation else None
    made = place.put(ast.arg(arg=node.name.value, annotation=annotation), node.name)
    made.concrete = node  # type: ignore[attr-defined]
    if annotation is not None:
        made.end_lineno, made.end_col_offset = annotation.end_lineno, annotation.end_col_offset
    return made


def _name(_: Placer, node: cst.Name) -> ast.expr:
    return ast.Constant(value=_LITERALS[node.value]) if node.value in _LITERALS else ast.Name(id=node.value)


def _attribute(place: Placer, node: cst.Attribute) -> ast.expr:
    return ast.Attribute(value=expression(place, node.value), attr=node.attr.value)


def _call(place: Placer, node: cst.Call) -> ast.expr:
    args, named = keywords(place, node.args)
    return ast.Call(func=expression(place, node.func), args=args, keywords=named)


def _literal(_: Placer, node: cst.Integer | cst.Float | cst.Imaginary | cst.SimpleString) -> ast.expr:
    value = _evaluated(node)
    return ast.expr() if value is None else ast.Constant(value=value)


def _evaluated(node: Any) -> Any:
    """The value, None for an f-string, an escape that names no character, and a number of too many digits."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return node.evaluated_value
        except (ValueError, SyntaxError, TypeError):
            return None


def _strings(place: Placer, node: cst.ConcatenatedString) -> ast.expr:
    value = _evaluated(node)
    if value is not None:
        return ast.Constant(value=value)
    return ast.JoinedStr(values=[*_parts(place, node.left), *_parts(place, node.right)])


def _parts(place: Placer, node: cst.BaseExpression) -> list[ast.expr]:
    made = expression(place, node)
    return made.values if isinstance(made, ast.JoinedStr) else [made] if isinstance(made, ast.Constant) else []


def _fstring(place: Placer, node: cst.FormattedString | cst.TemplatedString) -> ast.expr:
    raw = "r" in node.prefix.lower()
    return ast.JoinedStr(values=[_part(place, part, raw=raw) for part in node.parts])


def _part(place: Placer, part: Any, *, raw: bool) -> ast.expr:
    if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
        return ast.Constant(value=_text(part.value, raw=raw))
    spec = ast.JoinedStr(values=[_part(place, s, raw=raw) for s in part.format_spec]) if part.format_spec else None
    return ast.FormattedValue(value=expression(place, part.expression), conversion=-1, format_spec=spec)


def _text(written: str, *, raw: bool) -> str:
    """What the text between the braces of an f-string says."""
    text = written.replace("{{", "{").replace("}}", "}")
    if raw or "\\" not in text:
        return text
    quoted = '"""' + text.replace('"', '\\"') + '"""' if '\\"' not in text else "'''" + text + "'''"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return str(ast.literal_eval(quoted))
        except (ValueError, SyntaxError):
            return text


def _display(place: Placer, node: cst.List | cst.Tuple | cst.Set) -> ast.expr:
    return _DISPLAYS[type(node)](elts=[_element(place, e) for e in node.elements])


def _element(place: Placer, element: cst.BaseElement) -> ast.expr:
    value = expression(place, element.value)
    return ast.Starred(value=value) if isinstance(element, cst.StarredElement) else value


def _dict(place: Placer, node: cst.Dict) -> ast.expr:
    keys = [expression(place, e.key) if isinstance(e, cst.DictElement) else None for e in node.elements]
    return ast.Dict(keys=keys, values=[expression(place, e.value) for e in node.elements])


def _subscript(place: Placer, node: cst.Subscript) -> ast.expr:
    parts = [_index(place, element.slice) for element in node.slice]
    single = len(parts) == 1 and not isinstance(parts[0], ast.Starred)
    comma = isinstance(node.slice[-1].comma, cst.Comma)
    index = parts[0] if single and not comma else ast.Tuple(elts=parts)
    return ast.Subscript(value=expression(place, node.value), slice=index)


def _index(place: Placer, node: cst.BaseSlice) -> Any:
    if isinstance(node, cst.Index):
        value = expression(place, node.value)
        return ast.Starred(value=value) if node.star else value
    lower, upper, step = (getattr(node, name) for name in ("lower", "upper", "step"))
    return ast.Slice(
        lower=expression(place, lower) if lower else None,
        upper=expression(place, upper) if upper else None,
        step=expression(place, step) if step else None,
    )


def _unary(place: Placer, node: cst.UnaryOperation) -> ast.expr:
    return ast.UnaryOp(op=operator(node.operator), operand=expression(place, node.expression))


def _binary(place: Placer, node: cst.BinaryOperation) -> ast.expr:
    """Long chains such as `a + b + …` are unrolled: their depth may exceed the interpreter's stack."""
    spine: list[cst.BinaryOperation] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BinaryOperation):
        spine.append(current)
        current = current.left
    result: ast.expr = expression(place, current)
    for operation in reversed(spine):
        right = expression(place, operation.right)
        result = place.put(ast.BinOp(left=result, op=operator(operation.operator), right=right), operation)
    return result


def _boolean(place: Placer, node: cst.BooleanOperation) -> ast.expr:
    """`a and b and c` is one node of `ast`, while `a and (b and c)` is two."""
    values: list[cst.BaseExpression] = [node.right]
    current = node.left
    while _continues(current, node):
        values.append(current.right)  # type: ignore[attr-defined]
        current = current.left  # type: ignore[attr-defined]
    return ast.BoolOp(op=operator(node.operator), values=[expression(place, v) for v in (current, *reversed(values))])


def _continues(left: cst.BaseExpression, node: cst.BooleanOperation) -> bool:
    same = isinstance(left, cst.BooleanOperation) and type(left.operator) is type(node.operator)
    return same and not left.lpar


def _comparison(place: Placer, node: cst.Comparison) -> ast.expr:
    return ast.Compare(
        left=expression(place, node.left),
        ops=[operator(c.operator) for c in node.comparisons],
        comparators=[expression(place, c.comparator) for c in node.comparisons],
    )


def _conditional(place: Placer, node: cst.IfExp) -> ast.expr:
    test, body, orelse = (expression(place, part) for part in (node.test, node.body, node.orelse))
    return ast.IfExp(test=test, body=body, orelse=orelse)


def _comprehension(place: Placer, node: Any) -> ast.expr:
    chain: list[cst.CompFor] = []
    part: cst.CompFor | None = node.for_in
    while part is not None:
        chain.append(part)
        part = part.inner_for_in
    generators = [_generator(place, part) for part in chain]
    if isinstance(node, cst.DictComp):
        key, value = expression(place, node.key), expression(place, node.value)
        return ast.DictComp(key=key, value=value, generators=generators)
    return _COMPREHENSIONS[type(node)](elt=expression(place, node.elt), generators=generators)


def _generator(place: Placer, part: cst.CompFor) -> ast.comprehension:
    return ast.comprehension(
        target=expression(place, part.target),
        iter=expression(place, part.iter),
        ifs=[expression(place, test.test) for test in part.ifs],
        is_async=int(part.asynchronous is not None),
    )


def _lambda(place: Placer, node: cst.Lambda) -> ast.expr:
    return ast.Lambda(args=arguments(place, node.params), body=expression(place, node.body))


def _walrus(place: Placer, node: cst.NamedExpr) -> ast.expr:
    return ast.NamedExpr(target=expression(place, node.target), value=expression(place, node.value))


def _yield(place: Placer, node: cst.Yield) -> ast.expr:
    if isinstance(node.value, cst.From):
        return ast.YieldFrom(value=expression(place, node.value.item))
    return ast.Yield(value=expression(place, node.value) if node.value else None)


def _await(place: Placer, node: cst.Await) -> ast.expr:
    return ast.Await(value=expression(place, node.expression))


def _ellipsis(*_: object) -> ast.expr:
    return ast.Constant(value=...)


def _starred(place: Placer, node: cst.StarredElement) -> ast.expr:
    return ast.Starred(value=expression(place, node.value))


_READERS: dict[type, Callable[[Placer, Any], ast.expr]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Call: _call,
    cst.Await: _await,
    cst.Integer: _literal,
    cst.Float: _literal,
    cst.Imaginary: _literal,
    cst.Ellipsis: _ellipsis,
    cst.SimpleString: _literal,
    cst.ConcatenatedString: _strings,
    cst.FormattedString: _fstring,
    cst.TemplatedString: _fstring,
    cst.List: _display,
    cst.Tuple: _display,
    cst.Set: _display,
    cst.StarredElement: _starred,
    cst.Dict: _dict,
    cst.Subscript: _subscript,
    cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
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
