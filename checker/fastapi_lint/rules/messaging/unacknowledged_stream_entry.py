"""Entries of a group are acknowledged never or too early."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import is_constant, text
from fastapi_lint.facts.operations.messages import StreamCall, handles_events, stream_calls
from fastapi_lint.facts.operations.outbound import neighbours
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HANDLING = ("handle", "process", "callback", "dispatch", "consume_")


def check(project: Project) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    acknowledged = list(stream_calls(project, "xack"))
    for read in stream_calls(project, "xreadgroup"):
        near = {module.path for module in neighbours(project, read.module)}
        answered = any(ack.module.path in near for ack in acknowledged)
        if not answered and not is_constant(read.call.keyword("noack"), value=True) and not read.call.has_star:
            problem = f"nothing acknowledges what `{text(read.call.func)}` reads; call `xack` after its handler"
            yield Finding.of(read, problem=problem)
    for ack in acknowledged:
        if (later := _handled_later(ack)) is not None:
            problem = f"`{text(ack.call.func)}` acknowledges the entry before `{text(later.call)}`, which may fail"
            yield Finding.of(ack, problem=problem)


def _handled_later(ack: StreamCall) -> CallSite | None:
    """The first call of a handler after the acknowledgement in the same loop, when none stands before it."""
    if ack.function is None:
        return None
    sites = [s for s in ack.function.body.calls if s.loop is ack.site.loop]
    handling = [any(w in text(s.call.func).lower() for w in _HANDLING) for s in sites]
    place = sites.index(ack.site)
    if any(handling[:place]):
        return None
    return next((s for s, handles in zip(sites[place + 1 :], handling[place + 1 :], strict=True) if handles), None)
