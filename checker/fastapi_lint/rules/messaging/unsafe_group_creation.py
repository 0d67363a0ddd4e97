"""Making a consumer group fails on the first or the second start."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Frame, FrameKind
from fastapi_lint.facts.expression import is_constant, text
from fastapi_lint.facts.operations.messages import StreamCall, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_GUARDS = frozenset({FrameKind.TRY, FrameKind.WITH, FrameKind.IF, FrameKind.EXCEPT})


def check(project: Project) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "xgroup_create"))
    yield from Finding.unless(met, "call of a stream")
    for made in met:
        if made.call.has_star:
            continue
        if problem := _problem(made):
            yield Finding.of(made, call=text(made.call.func), problem=problem)


def _guards(frame: Frame) -> bool:
    """Whether a construct may take the error, or looks before; a `try` with nothing but `finally` does neither."""
    return frame.kind in _GUARDS and (frame.kind is not FrameKind.TRY or bool(frame.catches))


def _problem(made: StreamCall) -> str:
    if (given := made.call.argument(3, "mkstream")) is None or is_constant(given, value=False):
        return "fails while the stream does not exist; pass `mkstream=True`"
    if not any(_guards(frame) for frame in made.site.frames):
        return "fails when the group exists already; catch the error that says BUSYGROUP"
    return ""
