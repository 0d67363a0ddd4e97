"""Entries of a crashed consumer are never handled."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Constant, Mapping, is_constant
from fastapi_lint.facts.operations.messages import StreamCall, handles_events, stream_calls
from fastapi_lint.facts.operations.outbound import neighbours
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    reads = [r for r in stream_calls(project, "xreadgroup") if not is_constant(r.call.keyword("noack"), value=True)]
    taking = {c.module.path for c in stream_calls(project, "xautoclaim", "xclaim", "xpending", "xpending_range")}
    left = [read for read in reads if not taking & {module.path for module in neighbours(project, read.module)}]
    if left and all(_reads_new_entries(read) for read in left):
        yield from (Finding.of(read) for read in left)


def _reads_new_entries(read: StreamCall) -> bool:
    streams = read.call.argument(2, "streams")
    if isinstance(streams, Mapping):
        return all(isinstance(value, Constant) and value.value in (">", b">") for _, value in streams.items)
    return True
