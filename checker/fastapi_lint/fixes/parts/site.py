"""What the engine tells a codemod about the place that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import libcst as cst


class Site(Protocol):
    """`original` is the node at the codemod's level as parsed; `ancestors` are the nodes around it, innermost first.

    `anchored` is `original` or a node inside it. `indent` is the file's unit of indentation.
    """

    @property
    def original(self) -> cst.CSTNode: ...

    @property
    def anchored(self) -> cst.CSTNode: ...

    @property
    def ancestors(self) -> tuple[cst.CSTNode, ...]: ...

    @property
    def args(self) -> Mapping[str, str]: ...

    @property
    def indent(self) -> str: ...

    @property
    def postponed(self) -> bool:
        """Whether annotations of the file are kept as strings (PEP 563)."""
        ...

    @property
    def scopes(self) -> tuple[cst.CSTNode, ...]:
        """The functions, lambdas and classes whose body holds the place, innermost first."""
        ...

    def is_local(self, name: str) -> bool:
        """Whether a function or class around the place binds this name."""
        ...

    def use(self, dotted: str) -> str | None:
        """How to write this dotted name here, imported if need be; None when something else has its name."""
        ...

    def free(self, name: str) -> None:
        """Says that a use of this name is gone: its import goes too when nothing else uses it."""
        ...
