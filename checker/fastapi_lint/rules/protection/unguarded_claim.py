"""A claim of a token is read as if it were always there."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Assign, CallSite, Frame, FrameKind, Function, Statement
from fastapi_lint.facts.expression import (
    Call,
    Expr,
    Name,
    Operation,
    Sequence,
    Subscript,
    string,
    target_of,
    text,
    walk,
)
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_DECODERS = frozenset({"jwt.decode", "jose.jwt.decode", "authlib.jose.jwt.decode", "joserfc.jwt.decode"})
_CAUGHT = ("KeyError", "LookupError", "Exception", "BaseException")


def check(function: Function, project: Project) -> Iterator[Finding]:
    decoded = {
        a.names[0]: a.value
        for a in function.body.assigns
        if len(a.names) == 1 and isinstance(a.value, Call) and project.follow(a.value.target) in _DECODERS
    }
    reported: set[str] = set()
    for place, expr, frames in _places(function) if decoded else ():
        for part in walk(expr):
            name = part.value.id if isinstance(part, Subscript) and isinstance(part.value, Name) else ""
            claim = string(part.index[0]) if isinstance(part, Subscript) and part.index else None
            if name not in decoded or not claim or claim in reported or claim in _required(decoded[name]):
                continue
            if not _is_caught(frames) and not _is_tested(function, claim):
                reported.add(claim)
                yield Finding.of(place, claim=claim)


def _places(function: Function) -> Iterator[tuple[Assign | Statement | CallSite, Expr, tuple[Frame, ...]]]:
    body = function.body
    for assign in body.assigns:
        if assign.value is not None:
            yield assign, assign.value, assign.frames
    for statement in (*body.returns, *body.yields):
        if statement.value is not None:
            yield statement, statement.value, statement.frames
    yield from ((site, site.call, site.frames) for site in body.calls)


def _required(decode: Expr) -> set[str]:
    """The claims that decoding requires, as far as they are written in the call."""
    options = decode.keyword("options") if isinstance(decode, Call) else None
    return {string(part) or "" for part in walk(options)} if options is not None else set()


def _is_caught(frames: tuple[Frame, ...]) -> bool:
    for frame in frames:
        for caught in frame.catches if frame.kind is FrameKind.TRY else ():
            names = caught.items if isinstance(caught, Sequence) else (caught,)
            if any(n is None or target_of(n).endswith(_CAUGHT) or text(n).endswith(_CAUGHT) for n in names):
                return True
    return False


def _is_tested(function: Function, claim: str) -> bool:
    tests = (f.subject for f in function.body.frames if f.subject is not None)
    parts = (part for test in tests for part in walk(test) if isinstance(part, Operation))
    return any(string(o) == claim for part in parts for o in part.operands)
