"""Python expressions as plain values: what rules compare, without libcst.

`target` is the dotted name that an expression means after the module's own
imports and definitions are applied: `r.get` is `requests.get` after
`import requests as r`, and `app.deps.get_db` for a local `get_db` in `app/deps.py`.
It is "" for local variables and whatever else cannot be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import EllipsisType
from typing import Any, TypeAlias

from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record


class Name(Record, eq=True):
    id: str
    target: str = ""


class Attribute(Record, eq=True):
    value: Expr
    attr: str
    target: str = ""


class Constant(Record, eq=True):
    """A literal: str, bytes, int, float, complex, True, False, None or `...`."""

    value: str | bytes | int | float | complex | bool | EllipsisType | None


class Arg(Record, eq=True):
    """One argument of a call; `star` is "", "*" or "**"."""

    value: Expr
    keyword: str = ""
    star: str = ""


class Call(Record, eq=True):
    func: Expr
    args: tuple[Arg, ...]
    at: Anchor

    @property
    def target(self) -> str:
        """The dotted name of what is called, or ""."""
        return getattr(self.func, "target", "")

    @property
    def method(self) -> str:
        """The last name of what is called: `commit` in `self.db.commit()`."""
        func = self.func
        kind = type(func)  # asked of every call by many rules: no class of expressions has subclasses
        return func.attr if kind is Attribute else func.id if kind is Name else ""  # type: ignore[union-attr]

    def keyword(self, name: str) -> Expr | None:
        """The value given by keyword, or None."""
        for argument in self.args:
            if argument.keyword == name:
                return argument.value
        return None

    def argument(self, position: int, name: str = "") -> Expr | None:
        """The value given by keyword `name`, else by position; None when absent or hidden behind a star."""
        if name and (value := self.keyword(name)) is not None:
            return value
        plain = []
        for a in self.args:
            if a.star:
                break
            if not a.keyword:
                plain.append(a.value)
        return plain[position] if position < len(plain) else None

    @property
    def has_star(self) -> bool:
        """Whether `*args` or `**kwargs` may pass more than is written."""
        return any(a.star for a in self.args)


class Sequence(Record, eq=True):
    """A list, tuple or set display; `kind` is its bracket: "[", "(" or "{"."""

    items: tuple[Expr, ...]
    kind: str


class Mapping(Record, eq=True):
    """A dict display; a `**spread` has the key None."""

    items: tuple[tuple[Expr | None, Expr], ...]


class Subscript(Record, eq=True):
    value: Expr
    index: tuple[Expr, ...]

    @property
    def target(self) -> str:
        """The dotted name of what is subscripted: `typing.Annotated` in `Annotated[int, x]`."""
        return getattr(self.value, "target", "")


class FString(Record, eq=True):
    """An f-string: its literal text with `{}` for each value, and the values."""

    text: str
    values: tuple[Expr, ...]


class Await(Record, eq=True):
    value: Expr


class Starred(Record, eq=True):
    value: Expr


class Operation(Record, eq=True):
    """A unary, binary, boolean or comparing operation; `op` is its source token: "+", "or", "not", "==", "is not"."""

    op: str
    operands: tuple[Expr, ...]


class Conditional(Record, eq=True):
    test: Expr
    body: Expr
    orelse: Expr


class Comprehension(Record, eq=True):
    """`kind` is "[", "{", "(" (generator) or ":" (dict); `sources` are what the `for`s iterate."""

    element: Expr
    sources: tuple[Expr, ...]
    conditions: tuple[Expr, ...]
    kind: str


class Lambda(Record, eq=True):
    """`target` is the symbol of the function that it is, "" inside of functions, where it belongs to what is around."""

    params: tuple[str, ...]
    body: Expr
    target: str = ""


class Assigned(Record, eq=True):
    """A walrus: `(name := value)`."""

    name: str
    value: Expr


class Yielded(Record, eq=True):
    value: Expr | None


class Opaque(Record, eq=True):
    """Something that no rule looks into, such as a slice."""

    parts: tuple[Expr, ...] = ()


Expr: TypeAlias = (
    Name
    | Attribute
    | Constant
    | Call
    | Sequence
    | Mapping
    | Subscript
    | FString
    | Await
    | Starred
    | Operation
    | Conditional
    | Comprehension
    | Lambda
    | Assigned
    | Yielded
    | Opaque
)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct parts of an expression, in source order."""
    return _CHILDREN[type(expr)](expr)


_CHILDREN: dict[type, Callable[[Any], tuple[Expr, ...]]] = {
    Name: lambda _: (),
    Constant: lambda _: (),
    Attribute: lambda expr: (expr.value,),
    Await: lambda expr: (expr.value,),
    Starred: lambda expr: (expr.value,),
    Assigned: lambda expr: (expr.value,),
    Call: lambda expr: (expr.func, *[a.value for a in expr.args]),
    Sequence: lambda expr: expr.items,
    Mapping: lambda expr: tuple([part for pair in expr.items for part in pair if part is not None]),
    Subscript: lambda expr: (expr.value, *expr.index),
    FString: lambda expr: expr.values,
    Operation: lambda expr: expr.operands,
    Conditional: lambda expr: (expr.body, expr.test, expr.orelse),
    Comprehension: lambda expr: (expr.element, *expr.sources, *expr.conditions),
    Lambda: lambda expr: (expr.body,),
    Yielded: lambda expr: () if expr.value is None else (expr.value,),
    Opaque: lambda expr: expr.parts,
}


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything inside it, outermost first and in source order."""
    queue = [expr]
    while queue:
        part = queue.pop()
        yield part
        if inside := _CHILDREN[type(part)](part):
            queue.extend(inside if len(inside) == 1 else reversed(inside))


def target_of(expr: Expr | None) -> str:
    """The dotted name that the expression means, "" when it has none."""
    return getattr(expr, "target", "") if not isinstance(expr, Call) and expr is not None else ""


def root_name(expr: Expr) -> str:
    """The variable at the very left: `db` in `db.session.query(x).all()`; "" when there is none."""
    while True:
        match expr:
            case Name(id=name):
                return name
            case Attribute(value=value) | Subscript(value=value) | Await(value=value):
                expr = value
            case Call(func=func):
                expr = func
            case _:
                return ""


def text(expr: Expr | None) -> str:
    """The expression as short source text for messages; long parts become `…`."""
    match expr:
        case None:
            return ""
        case Name(id=name):
            return name
        case Attribute(value=value, attr=attr):
            return f"{text(value)}.{attr}"
        case Constant(value=value):
            return "..." if value is ... else repr(value)
        case Call(func=func, args=args):
            return f"{text(func)}({'…' if args else ''})"
        case Subscript(value=value, index=index):
            return f"{text(value)}[{', '.join(text(i) for i in index)}]"
        case Sequence(items=items, kind=kind):
            close = {"[": "]", "(": ")", "{": "}"}[kind]
            return f"{kind}{', '.join(text(i) for i in items[:4])}{', …' if len(items) > 4 else ''}{close}"
        case Await(value=value):
            return f"await {text(value)}"
        case Operation(op=op, operands=operands):
            return f" {op} ".join(text(o) for o in operands) if len(operands) > 1 else f"{op} {text(operands[0])}"
        case Starred(value=value):
            return f"*{text(value)}"
        case _:
            return "…"


def string(expr: Expr | None) -> str | None:
    """The value of a plain string literal, else None."""
    return expr.value if isinstance(expr, Constant) and isinstance(expr.value, str) else None


def is_constant(expr: Expr | None, value: object) -> bool:
    """Whether the expression is exactly this literal (`True` is not 1)."""
    return (
        isinstance(expr, Constant) and expr.value is value
        if value in (True, False, None)
        else (isinstance(expr, Constant) and expr.value == value)
    )
