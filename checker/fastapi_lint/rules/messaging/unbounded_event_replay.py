"""A replay reads the whole stream at once."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Name, is_constant, text
from fastapi_lint.facts.operations.messages import stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "xrange", "xrevrange", "xread"))
    yield from Finding.unless(met, "call of a stream")
    for read in met:
        if read.function is None or "replay" not in read.function.name.lower() or read.call.has_star:
            continue
        count = read.call.argument(1, "count") if read.call.method == "xread" else read.call.argument(3, "count")
        param = read.function.param(count.id) if isinstance(count, Name) else None
        if count is None or is_constant(count, None) or (param is not None and is_constant(param.default, None)):
            yield Finding.of(read, call=text(read.call.func))
