"""A handler does the work itself instead of handing it to a service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Body, FrameKind
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_BRANCHES = frozenset({FrameKind.IF, FrameKind.FOR, FrameKind.WHILE, FrameKind.TRY, FrameKind.MATCH})


def check(route: Route, params: Params) -> Iterator[Finding]:
    if route.is_websocket or route.generic:
        return
    body = route.function.body
    branches = sum(f.kind in _BRANCHES for f in body.frames)
    statements = _statements(body) + branches
    if statements > params.statements or branches > params.branches:
        yield Finding.of(
            route,
            route=route.name,
            statements=str(statements),
            branches=str(branches),
            most=str(params.statements),
            widest=str(params.branches),
        )


def _statements(body: Body) -> int:
    """Assignments, calls that stand alone, and what leaves the function."""
    assigned = sum(a.source == "=" for a in body.assigns)
    alone = sum(not s.used for s in body.calls)
    return (
        assigned
        + alone
        + len(body.raises)
        + len(body.returns)
        + len(body.deletes)
        + sum(y.value is not None for y in body.yields)
    )
