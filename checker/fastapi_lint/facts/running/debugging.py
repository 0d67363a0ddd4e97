"""What error handlers show, and whether they ask for debug mode first."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Conditional, Expr, text, walk

_LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})


def asks_debug(frames: tuple[Frame, ...], setting: str, tests: tuple[Expr, ...] = ()) -> bool:
    """Whether an `if` around something, or a conditional expression, reads the debug setting."""
    subjects = [f.subject for f in frames if f.kind is FrameKind.IF] + list(tests)
    return any(setting.lower() in text(s).lower() or "debug" in text(s).lower() for s in subjects)


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
