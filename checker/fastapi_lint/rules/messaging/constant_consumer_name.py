"""All replicas of a consumer have the same name in their group."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Attribute, Constant, Name, string, text
from fastapi_lint.facts.operations.messages import StreamCall, stream_calls
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
        elif isinstance(consumer, Attribute) and (name := _kept(read, consumer)):
            yield Finding.of(read, name=name)


def _kept(read: StreamCall, consumer: Attribute) -> str:
    """The literal that a method of the same class keeps under this name; "" when another value may come."""
    owner = read.function.owner if read.function is not None else ""
    methods = (f for f in read.module.functions if f.owner == owner and f.in_class)
    values = [a.value for f in methods for a in f.body.assigns if text(a.targets[0]) == text(consumer)]
    return string(values[0]) or "" if len(values) == 1 else ""
