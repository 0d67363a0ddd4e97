"""What a codemod is told about the place that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import libcst as cst

from fastapi_lint.engine.fixing.names import Names
from fastapi_lint.engine.fixing.tree import bound_in
from fastapi_lint.model.record import Record, field


class Site(Record):
    """`original` is the node at the codemod's level as parsed; `ancestors` are the nodes around it, innermost first.

    `indent` is the file's unit of indentation. `used` and `freed` collect what `use` and `free` were asked.
    """

    original: cst.CSTNode
    anchored: cst.CSTNode
    ancestors: tuple[cst.CSTNode, ...]
    args: Mapping[str, str]
    names: Names
    indent: str
    used: list[str] = field(default_factory=list)
    freed: list[str] = field(default_factory=list)

    @property
    def postponed(self) -> bool:
        """Whether annotations of this file are kept as strings (PEP 563)."""
        return self.names.postponed

    @property
    def scopes(self) -> tuple[cst.CSTNode, ...]:
        """The functions, lambdas and classes whose body holds the place, innermost first.

        A decorator or a default stands outside the function that it belongs to.
        """
        chain = (self.original, *self.ancestors)
        return tuple(
            outer
            for inner, outer in pairwise(chain)
            if isinstance(outer, cst.FunctionDef | cst.ClassDef | cst.Lambda) and inner is outer.body
        )

    def is_local(self, name: str) -> bool:
        """Whether a function or class around the place binds this name, so that it may not mean the module's."""
        return any(name in bound_in(scope) for scope in self.scopes)

    def use(self, dotted: str) -> str | None:
        """How to write this dotted name here (imported if need be); None when something else has its name."""
        local = self.names.local(dotted)
        if local is None or self.is_local(local.partition(".")[0]):
            return None
        self.used.append(dotted)
        return local

    def free(self, name: str) -> None:
        """Says that a use of this name is gone: its import goes too when nothing else uses it."""
        self.freed.append(name)
