"""Rows are fetched only to be counted, summed, sorted or filtered in Python."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import Await, Call, Comprehension, Expr, Name, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.queried import orm_class
from fastapi_lint.model.finding import Finding

_ADVICE = {"builtins.sum": ("aggregate", "`func.sum`"), "builtins.len": ("aggregate", "`func.count`"),
           "builtins.sorted": ("sort", "`order_by`")}  # fmt: skip
_ALL = frozenset({"all", "fetchall"})


def check(function: Function, project: Project) -> Iterator[Finding]:
    for site in function.body.calls:
        worked = _ADVICE.get(site.target)
        value = site.call.argument(0) if worked is not None else None
        if isinstance(value, Comprehension) and len(value.sources) == 1 and site.target == "builtins.sum":
            value = value.sources[0]
        if worked is not None and value is not None and _are_rows(project, value, function):
            yield Finding.of(site, part=worked[0], call=text(site.call), advice=worked[1])


def _are_rows(project: Project, value: Expr, function: Function) -> bool:
    """Whether the value is a list of rows that is used for nothing else."""
    if isinstance(value, Name) and not value.target:
        values = [a.value for a in function.body.assigns if a.names == (value.id,)]
        if len(values) != 1 or values[0] is None or _uses(function, value.id) != 1:
            return False
        value = values[0]
    inner = value.value if isinstance(value, Await) else value
    if not isinstance(inner, Call):
        return False
    if inner.target == "builtins.list" and len(inner.args) == 1:
        return _are_rows(project, inner.args[0].value, function)
    return inner.method in _ALL and orm_class(project, inner, function) is not None


def _uses(function: Function, name: str) -> int:
    """How often a variable is read."""
    body = function.body
    whole = [a.value for a in body.assigns] + [s.value for s in (*body.returns, *body.yields, *body.raises)]
    whole += [s.call for s in body.calls if not s.used]
    whole += [f.subject for f in body.frames if f.kind is not FrameKind.COMPREHENSION]
    parts = (p for expr in whole if expr is not None for p in walk(expr))
    return sum(isinstance(p, Name) and p.id == name for p in parts)
