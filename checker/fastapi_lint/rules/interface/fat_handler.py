"""A handler does the work itself instead of handing it to a service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Body, CallSite, FrameKind
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.interface.infrastructure import is_infrastructure
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.types.known_classes import ASYNC_SESSION, SYNC_SESSION
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_SESSIONS = frozenset({SYNC_SESSION, ASYNC_SESSION})
_QUERIES = frozenset({"execute", "scalar", "scalars", "exec", "query", "get", "get_one", "add", "add_all", "delete",
                      "merge", "stream", "bulk_save_objects"})  # fmt: skip
_BRANCHES = frozenset({FrameKind.IF, FrameKind.FOR, FrameKind.WHILE, FrameKind.TRY, FrameKind.MATCH})


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if route.is_websocket or route.generic or is_infrastructure(route):
        return
    query = _query(project, route) if params.queries else None
    if query is not None:
        yield Finding(query.at, {"route": route.name, "problem": f"runs `{text(query.call)}` itself"}, part="query")
    body = route.function.body
    branches = sum(f.kind in _BRANCHES for f in body.frames)
    statements = _statements(body) + branches
    if statements > params.statements or branches > params.branches:
        size = f"has {statements} statements and {branches} branches"
        problem = f"{size}; a handler should have at most {params.statements} and {params.branches}"
        yield Finding.of(route, part="size", route=route.name, problem=problem)


def _query(project: Project, route: Route) -> CallSite | None:
    """The first call by which the handler itself reads or changes rows; None when there is none."""
    for site in route.function.body.calls:
        owner, _, method = project.types.callee(site.call, route.function).rpartition(".")
        if owner in _SESSIONS and method in _QUERIES:
            return site
    return None


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
