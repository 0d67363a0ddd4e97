"""The state of one extracting walk: where we are, what names mean here, what was found."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst

from fastapi_lint.facts.code import Assign, Body, CallSite, Class, Frame, Function, Import, Statement
from fastapi_lint.model.location import Anchor

_BUILTINS = frozenset(n for n in dir(builtins) if not n.startswith("_"))


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
    reads: set[str] = field(default_factory=set)

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
            tuple(sorted(self.reads)),
            tuple(self.imports),
            falls_through,
        )


class Walk:
    """One file's walk. `nodes`, when given, records which libcst node each anchor number stands for."""

    def __init__(
        self,
        path: str,
        module: str,
        bindings: Mapping[str, str],
        targets: Mapping[str, str],
        nodes: dict[int, cst.CSTNode] | None = None,
    ) -> None:
        self.path = path
        self.module = module
        self.bindings = bindings
        self.targets = targets
        self.nodes = nodes
        self.block = 0
        self.count = 0
        self.scopes: list[dict[str, str]] = []
        self.owners: list[str] = []
        self.frames: tuple[Frame, ...] = ()
        self.body = BodyBuilder()
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.imports: list[Import] = []

    def start_block(self, index: int) -> None:
        """Begins a top-level statement; anchors count from 0 in each."""
        self.block = index
        self.count = 0

    def anchor(self, node: cst.CSTNode) -> Anchor:
        """Numbers a node."""
        number = self.count
        self.count += 1
        if self.nodes is not None:
            self.nodes[number] = node
        return Anchor(self.path, self.block, number)

    def meaning(self, name: str) -> str:
        """The dotted name that a plain name stands for here, "" for a local variable."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        if name in self.bindings:
            return self.bindings[name]
        return f"builtins.{name}" if name in _BUILTINS else ""

    @property
    def owner(self) -> str:
        """The dotted qualname of the enclosing class or function."""
        return ".".join(self.owners)

    def absolute(self, raw: str) -> str:
        """What an import statement's raw target means."""
        return self.targets.get(raw, raw.lstrip("."))
