"""A router writes its prefix down instead of taking it from the prefix config."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import PrefixConstant, full_prefixes, prefix_constants
from fastapi_lint.facts.expression import Constant, Expr, FString
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding


def check(router: Router, project: Project, params: Params) -> Iterator[Finding]:
    written = _literal(router.option("prefix"))
    constants = prefix_constants(project)
    if router.is_app or not written or not constants:
        return
    if params.relative_allowed and not _stands_alone(project, router, written, constants):
        return
    yield Finding.of(router, prefix=written, owner=constants[0].owner.rpartition(".")[2])


def _literal(expr: Expr | None) -> str:
    """The text of a prefix that starts with a literal."""
    if isinstance(expr, Constant) and isinstance(expr.value, str):
        return expr.value
    return expr.text if isinstance(expr, FString) and expr.text.startswith("/") else ""


def _stands_alone(project: Project, router: Router, written: str, constants: tuple[PrefixConstant, ...]) -> bool:
    """Whether the literal repeats what a constant says, or is all that stands before the routes."""
    if any(written.startswith(c.value) for c in constants if len(c.value) > 1):
        return True
    return full_prefixes(project, router) <= {written}
