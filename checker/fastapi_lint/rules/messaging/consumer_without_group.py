"""A consumer reads a stream on its own instead of in a group."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.operations.messages import stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "xread", "xreadgroup"))
    yield from Finding.unless(met, "call of a stream")
    for read in (r for r in met if r.call.method == "xread"):
        name = read.function.name.lower() if read.function is not None else ""
        if not any(word in name for word in params.broadcasts):
            yield Finding.of(read, call=text(read.call.func))
