"""What a migration says about itself at its top: revision, down_revision, branch_labels."""

from __future__ import annotations

from fastapi_lint.facts.code import Assign, Module
from fastapi_lint.facts.expression import Expr


def assigned(module: Module, name: str) -> Assign | None:
    """The assignment of a module-level name."""
    return next((a for a in module.top.assigns if name in a.names), None)


def value_of(module: Module, name: str) -> Expr | None:
    """The value of a module-level name."""
    found = assigned(module, name)
    return found.value if found is not None else None
