"""What error handlers show, and whether code asks for debug or development mode first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Conditional, Expr, text, walk

_LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
_AT_WORK = re.compile(r"(?i)(?<![a-z])(?:dev|devel|develop|development|debug|local|localhost)(?![a-z])")
_LIVE = re.compile(r"(?i)(?<![a-z])(?:prod|production|live)(?![a-z])")
_NEGATED = re.compile(r"\bnot\b|!=")


def asks_debug(frames: tuple[Frame, ...], setting: str, tests: tuple[Expr, ...] = ()) -> bool:
    """Whether an `if` around something, or a conditional expression, reads the debug setting."""
    subjects = [f.subject for f in frames if f.kind is FrameKind.IF] + list(tests)
    return any(setting.lower() in text(s).lower() or "debug" in text(s).lower() for s in subjects)


def only_in_development(frames: tuple[Frame, ...]) -> bool:
    """Whether an `if` around something lets it run on developers' machines only, as far as its names say."""
    return any(_names_development(f) for f in frames if f.kind in (FrameKind.IF, FrameKind.ELSE))


def _names_development(frame: Frame) -> bool:
    test = text(frame.subject)
    is_negated = (_NEGATED.search(test) is not None) is not (frame.kind is FrameKind.ELSE)
    return (_LIVE if is_negated else _AT_WORK).search(test) is not None


def shown_bodies(handler: Function, setting: str) -> Iterator[bool]:
    """Whether debug mode is asked, for each place where a handler uses its exception's body other than in a log."""
    error = handler.params[-1].name if handler.params else ""
    placed = [(a.value, a.frames) for a in handler.body.assigns] + [(s.value, s.frames) for s in handler.body.returns]
    placed += [(s.call, s.frames) for s in handler.body.calls if s.call.method not in _LOGGING]
    for value, frames in placed:
        for part in walk(value) if value is not None else ():
            if isinstance(part, Attribute) and part.attr == "body" and text(part.value) == error:
                yield asks_debug(frames, setting, tuple(_tests(value, part)))


def _tests(value: Expr | None, part: Expr) -> Iterator[Expr]:
    """The tests of the conditional expressions around a part."""
    for outer in walk(value) if value is not None else ():
        if isinstance(outer, Conditional) and part in walk(outer):
            yield outer.test
