"""A stream grows without end."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import is_constant, text
from fastapi_lint.facts.operations.messages import stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    if any(stream_calls(project, "xtrim")):
        return
    met = tuple(stream_calls(project, "xadd"))
    yield from Finding.unless(met, "call of a stream")
    for written in met:
        call = written.call
        limits = (call.argument(3, "maxlen"), call.keyword("minid"))
        limited = any(limit is not None and not is_constant(limit, None) for limit in limits)
        if not limited and not call.has_star:
            yield Finding.of(written, call=text(call.func))
