"""A route answers with all rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Await, Call, Comprehension, Expr, Name, Subscript, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.queried import selected_class
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_ENDS = frozenset({"all", "fetchall", "scalars", "execute", "exec", "unique", "list", "to_list"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    seen: set[Anchor] = set()
    for route in project.routes:
        if "GET" in route.methods and not _pages(route, params):
            for statement in route.function.body.returns:
                found = _whole_table(project, statement.value, route.function, params, depth=2)
                if found is not None and found[0].at not in seen:
                    seen.add(found[0].at)
                    yield Finding.of(found[0], route=route.name, rows=found[1], call=text(found[0]))


def _pages(route: Route, params: Params) -> bool:
    """Whether the route takes anything that looks like a page or an owner."""
    pattern = re.compile(params.limits)
    return bool(route.path_parameters) or any(pattern.search(p.name) for p in route.params)


def _whole_table(
    project: Project, value: Expr | None, function: Function, params: Params, depth: int
) -> tuple[Call, str] | None:
    """The call that fetches every row, and the class of the rows; None when anything may narrow it down."""
    value = value.value if isinstance(value, Await) else value
    if isinstance(value, Name) and not value.target:
        values = [a for a in function.body.assigns if a.names == (value.id,)]
        if len(values) != 1 or function.param(value.id) is not None:
            return None
        return _whole_table(project, values[0].value, function, params, depth)
    if isinstance(value, Comprehension) and len(value.sources) == 1 and not value.conditions:
        return _whole_table(project, value.sources[0], function, params, depth)
    if not isinstance(value, Call):
        return None
    called = project.function(project.types.callee(value, function))
    if called is not None:
        narrowed = re.search(params.limits, called.name) or _narrows(value, params)
        if not depth or len(called.body.returns) != 1 or narrowed:
            return None
        return _whole_table(project, called.body.returns[0].value, called, params, depth - 1)
    if value.method not in _ENDS:
        return None
    query = _fetching(value)
    row = selected_class(project, query, function)
    whole = row is not None and not any(_narrows(part, params) for part in _parts(value, function))
    return (query, row.name) if whole and row is not None else None


def _fetching(call: Call) -> Call:
    """The query inside `list(…)`."""
    inner = call.argument(0) if call.target == "builtins.list" else None
    inner = inner.value if isinstance(inner, Await) else inner
    return inner if isinstance(inner, Call) else call


def _parts(value: Expr, function: Function) -> Iterator[Expr]:
    """Everything that the query is made of, through all values of the variables that it uses."""
    names: set[str] = set()
    queue = [value]
    while queue:
        for part in walk(queue.pop()):
            yield part
            if isinstance(part, Name) and not part.target and part.id not in names:
                names.add(part.id)
                queue += [a.value for a in function.body.assigns if part.id in a.names and a.value is not None]


def _narrows(part: Expr, params: Params) -> bool:
    if isinstance(part, Subscript):
        return True
    if isinstance(part, Call):
        return part.method in params.narrowing or any(re.search(params.limits, a.keyword) for a in part.args)
    return False
