"""A context-manager service yields more than once on one way through it, or never."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import LOOPS, Frame, FrameKind, Function, Statement
from fastapi_lint.facts.injection.service_makers import service_makers
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_BRANCHES = (FrameKind.IF, FrameKind.ELSE, FrameKind.MATCH, FrameKind.EXCEPT, FrameKind.TRY_ELSE)


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    if function not in service_makers(project, params.container, params.helper):
        yield Finding.nothing("service factory")
        return
    yields = function.body.yields
    for index, pause in enumerate(yields):
        if any(f.kind in LOOPS for f in pause.frames):
            yield Finding.of(pause, function=function.name, problem="yields in a loop")
            return
        if any(_follows(function, earlier, pause) for earlier in yields[:index]):
            yield Finding.of(pause, function=function.name, problem="yields a second time")
            return
    if not yields and not function.body.returns and not function.is_stub and not function.body.raises:
        yield Finding.of(function, function=function.name, problem="never yields")


def _follows(function: Function, earlier: Statement, later: Statement) -> bool:
    """Whether both can be reached in one run: no branch of the earlier is left for another or returns."""
    branches = [f for f in earlier.frames if f.kind in _BRANCHES]
    if all(f in later.frames for f in branches):
        return True
    if any(_is_other_side(f, g) for f in branches for g in later.frames):
        return False
    return not any(f in s.frames for s in (*function.body.returns, *function.body.raises) for f in branches)


def _is_other_side(one: Frame, other: Frame) -> bool:
    return one.kind is not other.kind and one.kind in _BRANCHES and other.kind in _BRANCHES
