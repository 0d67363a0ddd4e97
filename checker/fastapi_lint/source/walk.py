"""The state of one extracting walk: where we are, what names mean here, what was found."""

from __future__ import annotations

import ast
import builtins
import sys
from array import array
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from fastapi_lint.facts.code import BY_NAME, Assign, Body, CallSite, Class, Frame, Function, Import, Statement
from fastapi_lint.facts.expression import Arg, Attribute, Constant, Expr, Name
from fastapi_lint.model.location import Anchor, first_anchor

V = TypeVar("V")

_BUILTINS = {n: f"builtins.{n}" for n in dir(builtins) if not n.startswith("_")}


@dataclass(slots=True)
class BodyBuilder:
    """Collects what happens in one function, or at the top of a module."""

    calls: list[CallSite] = field(default_factory=list)
    raises: list[Statement] = field(default_factory=list)
    returns: list[Statement] = field(default_factory=list)
    yields: list[Statement] = field(default_factory=list)
    assigns: list[Assign] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    globals: list[str] = field(default_factory=list)
    deletes: list[Statement] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    asserts: list[Statement] = field(default_factory=list)

    def build(self, *, falls_through: bool = True) -> Body:
        """The finished body."""
        return Body(
            tuple(self.calls),
            tuple(self.raises),
            tuple(self.returns),
            tuple(self.yields),
            tuple(self.assigns),
            tuple(self.frames),
            tuple(self.globals),
            tuple(self.deletes),
            tuple(self.imports),
            falls_through,
            tuple(self.asserts),
        )


_AS_IT_IS = nullcontext()
_OFTEN_REPEATED = 40
"""Characters up to which a literal probably stands in other files too."""


class Walk:
    """The walk over the file of a number. `nodes`, when given, records which node each anchor number stands for.

    Equal names, attributes and literals of a file are one object: most of a file's expressions are repetitions.
    """

    def __init__(
        self,
        number: int,
        module: str,
        bindings: Mapping[str, str],
        targets: Mapping[str, str],
        nodes: dict[int, ast.AST] | None = None,
    ) -> None:
        self.number = number
        self.module = module
        self.bindings = bindings
        self.targets = targets
        self.nodes = nodes
        self.first = 0
        self.count = 0
        self.spans = array("I")
        self.starts = array("I")
        self.scopes: list[dict[str, str]] = []
        self.owners: list[str] = []
        self.frames: tuple[Frame, ...] = ()
        self.body = BodyBuilder()
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.imports: list[Import] = []
        self._global_names: dict[str, Name] = {}
        self._local_names: dict[tuple[str, str], Name] = {}
        self._attributes: dict[tuple[int, str], Attribute] = {}
        self._arguments: dict[tuple[int, str], Arg] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._alone: dict[int, tuple[object]] = {}
        self._shared: set[int] = set()
        self._constants: dict[tuple[type, object], Constant] = {}

    def start_block(self, index: int) -> None:
        """Begins a top-level line of statements; anchors count from 0 in each."""
        self.first = first_anchor(self.number, index)
        self.count = 0
        self.starts.append(len(self.spans) // 4)

    def anchor(self, node: Any, last: Any = None) -> Anchor:
        """Numbers a node; `last` is a part outside of it with which its place ends."""
        end = last or node
        return self._numbered(node, end.end_lineno, end.end_col_offset)

    def anchor_head(self, node: Any) -> Anchor:
        """Numbers a compound statement, which is shown by its first letter and not by its whole block."""
        return self._numbered(node, node.lineno, node.col_offset + 1)

    def anchor_name(self, node: Any) -> Anchor:
        """Numbers a definition, which is shown by its name; where that begins only the text can tell."""
        return self._numbered(node, BY_NAME, 0)

    def _numbered(self, node: Any, end_line: int, end_column: int) -> Anchor:
        number = self.count
        self.count += 1
        self.spans.extend((node.lineno, node.col_offset, end_line, end_column))
        if self.nodes is not None:
            self.nodes[number] = node
        return cast("Anchor", self.first | number)

    def name(self, written: str) -> Expr:
        """The fact for a plain name: what it means is looked up in the scopes around, the innermost first."""
        for scope in reversed(self.scopes):
            if written in scope:
                key = (written, scope[written])
                found = self._local_names.get(key)
                if found is None:
                    found = self._local_names[key] = self._share(Name(*key))
                return found
        found = self._global_names.get(written)
        if found is None:
            found = self._global_names[written] = self._share(Name(written, self._meaning(written)))
        return found

    def attribute(self, value: Expr, attr: str) -> Expr:
        """The fact for `value.attr`."""
        key = (id(value), attr)
        found = self._attributes.get(key)
        if found is not None:
            return found
        base = value.target if isinstance(value, Name | Attribute) else ""
        found = Attribute(value, attr, sys.intern(f"{base}.{attr}") if base else "")
        if key[0] in self._shared:  # kept alive by its table, so that its identity stays its own
            self._attributes[key] = found
            self._shared.add(id(found))
        return found

    def argument(self, value: Expr, keyword: str = "", star: str = "") -> Arg:
        """The fact for one argument of a call."""
        if id(value) not in self._shared:
            return Arg(value, keyword, star)
        key = (id(value), keyword + star)
        found = self._arguments.get(key)
        if found is None:
            found = self._arguments[key] = Arg(value, keyword, star)
            self._shared.add(id(found))
        return found

    def names(self, bound: list[str]) -> tuple[str, ...]:
        """The tuple of some variables."""
        key = tuple(bound)
        return self._names.setdefault(key, key)

    def alone(self, value: V) -> tuple[V]:
        """The tuple of one value."""
        if id(value) not in self._shared:
            return (value,)
        found = self._alone.get(id(value))
        if found is None:
            found = self._alone[id(value)] = (value,)
        return cast("tuple[V]", found)

    def constant(self, value: object) -> Constant:
        """The fact for a literal."""
        key = (type(value), value)
        found = self._constants.get(key)
        if found is None:
            if type(value) is str and len(value) <= _OFTEN_REPEATED:
                value = sys.intern(value)
            found = self._constants[key] = Constant(value)  # type: ignore[arg-type]
            self._shared.add(id(found))
        return found

    def _share(self, name: Name) -> Name:
        self._shared.add(id(name))
        return name

    def _meaning(self, written: str) -> str:
        if written in self.bindings:
            return self.bindings[written]
        return _BUILTINS.get(written, "")

    def before(self, name: str) -> AbstractContextManager[None]:
        """Where a top-level definition's decorators, defaults and bases are read: its name still means an import."""
        imported = () if self.owners or self.scopes else self.imports
        means = next((i.target for i in imported if i.bound == name), "")
        return self._scope({name: means}) if means else _AS_IT_IS

    @contextmanager
    def _scope(self, names: dict[str, str]) -> Iterator[None]:
        self.scopes.append(names)
        yield
        self.scopes.pop()

    @property
    def owner(self) -> str:
        """The dotted qualname of the enclosing class or function."""
        return ".".join(self.owners)

    def absolute(self, raw: str) -> str:
        """What an import statement's raw target means."""
        return self.targets.get(raw, raw.lstrip("."))
