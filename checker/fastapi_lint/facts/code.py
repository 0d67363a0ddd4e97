"""One Python file as plain values: its functions, classes, assignments and what happens in them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import Literal, Self

from fastapi_lint.facts.expression import Call, Expr, Name, target_of, walk
from fastapi_lint.model.location import Anchor, anchor_in
from fastapi_lint.model.record import Record, field


class Role(StrEnum):
    """What a file is for. Rules look at `APPLICATION` unless their YAML says otherwise."""

    APPLICATION = "application"
    TEST = "test"
    EXAMPLE = "example"
    MIGRATION = "migration"
    SCRIPT = "script"
    GENERATED = "generated"


class FrameKind(StrEnum):
    """A construct that encloses a statement or an expression."""

    FOR = "for"
    WHILE = "while"
    COMPREHENSION = "comprehension"
    IF = "if"
    ELSE = "else"
    TRY = "try"
    EXCEPT = "except"
    TRY_ELSE = "try-else"
    FINALLY = "finally"
    WITH = "with"
    MATCH = "match"
    LAMBDA = "lambda"


LOOPS = frozenset({FrameKind.FOR, FrameKind.WHILE, FrameKind.COMPREHENSION})


class Frame(Record, eq=True):
    """One enclosing construct.

    `subject`: what a `for` iterates, an `if`/`while` tests, a `match` matches, an `except` names
    (None for a bare one). `items`: the context managers of a `with`. `target`: the loop variable, the
    name after `as`. `catches`: for `TRY`, the exception expressions of all its handlers, None for a
    bare `except`. `has_finally` belongs to `TRY`. `ends`: what stands in it comes to a `break`, `return` or `raise`
    in the end, so that a loop around it goes on no more. `earlier`: for `EXCEPT`, what the clauses of the same `try`
    before it name; a `try` whose body calls nothing, and so raises nothing, counts as a bare one before all.
    """

    kind: FrameKind
    at: Anchor
    subject: Expr | None = None
    items: tuple[Expr, ...] = ()
    target: str = ""
    catches: tuple[Expr | None, ...] = ()
    has_finally: bool = False
    is_async: bool = False
    ends: bool = False
    earlier: tuple[Expr | None, ...] = ()


class CallSite(Record):
    """A call where it stands. `frames` run from the outermost to the innermost enclosing construct.

    `used` is False when the call is a statement of its own and its value is thrown away.
    """

    call: Call
    frames: tuple[Frame, ...] = ()
    awaited: bool = False
    used: bool = True

    @property
    def at(self) -> Anchor:
        """The place of the call."""
        return self.call.at

    @property
    def target(self) -> str:
        """The dotted name of what is called, or ""."""
        return self.call.target

    @property
    def loop(self) -> Frame | None:
        """The innermost loop or comprehension around the call, if any, lambdas not crossed."""
        for frame in reversed(self.frames):
            if frame.kind is FrameKind.LAMBDA:
                return None
            if frame.kind in LOOPS:
                return frame
        return None

    @property
    def in_lambda(self) -> bool:
        """Whether the call runs only when a lambda around it is called."""
        return any(f.kind is FrameKind.LAMBDA for f in self.frames)


class Statement(Record):
    """`raise`, `return`, `yield`, `del` or `assert` with its value."""

    kind: str
    value: Expr | None
    at: Anchor
    frames: tuple[Frame, ...] = ()


class Assign(Record):
    """`targets = value`, with an `annotation`, with an `op` ("+" for `+=`), `with … as target`, or a loop variable.

    `names` are the plain variables bound; `targets` the written left sides. `a, b = x, y` is two assignments.
    `source` is "=", "for", "with", "type" or ":=".
    """

    targets: tuple[Expr, ...]
    names: tuple[str, ...]
    value: Expr | None
    at: Anchor
    annotation: Expr | None = None
    op: str = ""
    frames: tuple[Frame, ...] = ()
    source: str = "="


class Param(Record):
    """A parameter; `kind` is "", "*", "**", "/" (positional-only) or "kw" (keyword-only)."""

    name: str
    annotation: Expr | None
    default: Expr | None
    at: Anchor
    kind: str = ""


class Decorator(Record):
    expr: Expr
    at: Anchor

    @property
    def target(self) -> str:
        """The dotted name of the decorator, called or not."""
        return self.expr.target if isinstance(self.expr, Call) else target_of(self.expr)

    @property
    def call(self) -> Call | None:
        """The call, when the decorator is one."""
        return self.expr if isinstance(self.expr, Call) else None


class Body(Record):
    """What happens in a function (nested functions excluded), in source order."""

    calls: tuple[CallSite, ...] = ()
    raises: tuple[Statement, ...] = ()
    returns: tuple[Statement, ...] = ()
    yields: tuple[Statement, ...] = ()
    assigns: tuple[Assign, ...] = ()
    frames: tuple[Frame, ...] = ()
    globals: tuple[str, ...] = ()
    deletes: tuple[Statement, ...] = ()
    imports: tuple[Import, ...] = ()
    falls_through: bool = True
    asserts: tuple[Statement, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        """The plain names that the body's expressions mention."""
        return frozenset(part.id for part in self.parts() if isinstance(part, Name))

    def parts(self) -> Iterator[Expr]:
        """Every expression here and all that stands inside it, each before what it is made of."""
        return (part for expr in self.expressions() for part in walk(expr))

    def expressions(self) -> Iterator[Expr]:
        """Every whole expression with a value here: calls, bound and returned values, tests, what loops iterate."""
        yield from (site.call for site in self.calls)
        for assign in self.assigns:
            if assign.source == ":=":
                continue  # part of an expression that is given anyway
            yield from (*assign.targets, *(() if assign.value is None else (assign.value,)))
        for statement in (*self.returns, *self.yields, *self.raises, *self.deletes, *self.asserts):
            if statement.value is not None:
                yield statement.value
        yield from (frame.subject for frame in self.frames if frame.subject is not None)


class Function(Record):
    """`qualname` is dotted within the module (`Service.save`, `make_router.<locals>.read`).

    `symbol` is the module's dotted name plus `qualname`; that of a lambda ends with its place. `owner` is the
    qualname of the class or function around it, "" at the top. `is_stub`: the body is a docstring, `...` or `pass`.
    """

    name: str
    qualname: str
    symbol: str
    at: Anchor
    is_async: bool
    params: tuple[Param, ...]
    returns: Expr | None
    decorators: tuple[Decorator, ...]
    body: Body
    owner: str = ""
    in_class: bool = False
    doc: str = ""
    is_stub: bool = False
    frames: tuple[Frame, ...] = ()

    @property
    def is_generator(self) -> bool:
        """Whether the function yields."""
        return bool(self.body.yields)

    def param(self, name: str) -> Param | None:
        """The parameter of this name."""
        return next((p for p in self.params if p.name == name), None)


class Field(Record):
    """A name bound in a class body, annotated or not."""

    name: str
    annotation: Expr | None
    value: Expr | None
    at: Anchor


class Class(Record):
    """`keywords` are those of the class statement (`table=True`, `metaclass=…`), `frames` what it stands in."""

    name: str
    qualname: str
    symbol: str
    at: Anchor
    bases: tuple[Expr, ...]
    keywords: tuple[ClassKeyword, ...]
    decorators: tuple[Decorator, ...]
    fields: tuple[Field, ...]
    methods: tuple[str, ...]
    owner: str = ""
    doc: str = ""
    frames: tuple[Frame, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of this name in this class's own body."""
        return next((f for f in self.fields if f.name == name), None)


class ClassKeyword(Record, eq=True):
    """A keyword of a class statement."""

    keyword: str
    value: Expr


class Import(Record):
    """One imported name: `bound` is the local name, `target` what is imported ("pkg.*" for a star).

    `kind`: "module" or "from"; of `import a.b`, `target` is `a.b`, although `bound` is `a`.
    `guard`: "" or "type-checking".
    """

    bound: str
    target: str
    at: Anchor
    kind: str = "from"
    guard: str = ""


class Suppression(Record, eq=True):
    """A `# fastapi-lint: ignore[…] reason` comment; `whole_file` for `ignore-file`; no rules means a blanket one."""

    line: int
    column: int
    rules: tuple[str, ...]
    reason: str
    whole_file: bool = False


BY_NAME = 0
"""Stands for the end line of a definition, whose place is its name."""


class Spans(Record):
    """Where a file's anchors stand: lines from 1 and byte offsets in them, packed as native unsigned integers.

    `places` holds (line, column, end line, end column) of one anchor after the other, `starts` for each block the
    number of its first anchor; `size` is the array code of both. Facts would grow by half if every anchor carried four
    integers of its own.
    """

    starts: bytes = b""
    places: bytes = b""
    size: Literal["H", "I"] = "I"

    @classmethod
    def packed(cls, starts: array[int], places: array[int]) -> Self:
        """In two bytes each, which nearly every file's numbers fit into, else in four."""
        try:
            return cls(array("H", starts).tobytes(), array("H", places).tobytes(), "H")
        except OverflowError:
            return cls(starts.tobytes(), places.tobytes(), "I")

    def of(self, block: int, node: int) -> tuple[int, int, int, int] | None:
        """The place of an anchor, None when the file has none such."""
        starts = memoryview(self.starts).cast(self.size)
        places = memoryview(self.places).cast(self.size)
        at = 4 * (starts[block] + node) if block < len(starts) else len(places)
        return (places[at], places[at + 1], places[at + 2], places[at + 3]) if at < len(places) else None


class Module(Record):
    """A file's facts. `top` is what runs at import; functions and classes include nested ones."""

    path: str
    name: str
    role: Role
    imports: tuple[Import, ...] = ()
    bindings: dict[str, str] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    top: Body = Body()
    postponed_annotations: bool = False
    is_package: bool = False
    spans: Spans = field(default_factory=Spans)

    @property
    def at(self) -> Anchor:
        """The first line of the file."""
        return anchor_in(self.path)

    def function(self, qualname: str) -> Function | None:
        """The function of this qualname."""
        return next((f for f in self.functions if f.qualname == qualname), None)

    def class_(self, qualname: str) -> Class | None:
        """The class of this qualname."""
        return next((c for c in self.classes if c.qualname == qualname), None)

    def scopes(self) -> Iterator[Body]:
        """The module's own body, then every function's."""
        yield self.top
        for function in self.functions:
            yield function.body

    def calls(self) -> Iterator[CallSite]:
        """Every call of the module, wherever it stands."""
        return chain.from_iterable(body.calls for body in self.scopes())

    def sites(self) -> Iterator[tuple[CallSite, Function | None]]:
        """Every call of the module with the function that it stands in, None at the top."""
        for site in self.top.calls:
            yield site, None
        for function in self.functions:
            for site in function.body.calls:
                yield site, function
