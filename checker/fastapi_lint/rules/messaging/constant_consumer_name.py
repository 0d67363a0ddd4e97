"""All replicas of a consumer have the same name in their group."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Constant, Name
from fastapi_lint.facts.operations.messages import stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    met = tuple(stream_calls(project, "xreadgroup", "xautoclaim"))
    yield from Finding.unless(met, "call of a stream")
    for read in met:
        position = 1 if read.call.method == "xreadgroup" else 2
        consumer = read.call.argument(position, "consumername")
        if isinstance(consumer, Constant | Name):
            name = project.constant(consumer, read.function)
            if isinstance(name, str):
                yield Finding.of(read, name=name)
