"""A handler decides by the state of a domain object whether something may happen."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.side_effects import is_local
from fastapi_lint.facts.code import FrameKind, Function, Statement
from fastapi_lint.facts.expression import Attribute, Name, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import error_status
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_UPSTREAM = frozenset({"status_code", "ok", "is_success", "is_error", "returncode", "status", "text", "rowcount"})
_FILES = frozenset({"is_file", "is_dir", "exists", "absolute", "resolve", "is_relative_to", "suffix", "stat", "name",
                    "lower", "upper", "startswith", "endswith", "strip", "get", "keys"})  # fmt: skip
"""What paths, texts and dictionaries are asked: about input, not about a domain."""
_NOT_DOMAIN = ("response", "res", "resp", "result", "r", "proc", "process")


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    for statement in route.function.body.raises:
        if any(frame.kind is FrameKind.EXCEPT for frame in statement.frames):
            continue  # it gives an error of the domain a status, and that is the route's work
        status = error_status(project, statement.value)
        if status is not None and str(status) in params.statuses:
            rule = _rule(statement, route.function)
            if rule is not None:
                yield Finding.of(statement, route=route.name, rule=text(rule))


def _rule(statement: Statement, function: Function) -> Attribute | None:
    """The attribute of a loaded object that the nearest `if` around a raise looks at."""
    frame = next((f for f in reversed(statement.frames) if f.kind in (FrameKind.IF, FrameKind.ELSE)), None)
    if frame is None or frame.subject is None:
        return None
    parts = list(walk(frame.subject))
    if any(isinstance(p, Attribute) and p.attr in _FILES for p in parts):
        return None
    if any(isinstance(p, Name) and function.param(p.id) is not None for p in parts):
        return None  # what the client sent is compared with what there is
    for part in parts:
        if not isinstance(part, Attribute) or not is_local(function, part.value):
            continue
        if text(part.value) in _NOT_DOMAIN and part.attr in _UPSTREAM:
            continue
        if part.attr not in _UPSTREAM or part.attr == "status":
            return part
    return None
