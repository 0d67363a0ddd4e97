"""Streams are read or written outside the module that owns them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.operations.messages import handles_events, stream_calls
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(handles_events(project), "event")
    sides = (
        ("publisher", ("xadd",), params.publishers, "writes"),
        ("subscriber", ("xreadgroup", "xack"), params.subscribers, "reads"),
    )
    for part, commands, words, does in sides:
        calls = list(stream_calls(project, *commands))
        owners = [c.module.path for c in calls if _is_named(c.module.path, words)]
        reported: set[str] = set()
        for call in calls:
            path = call.module.path
            if owners and not _is_named(path, words) and path not in reported:
                reported.add(path)
                yield Finding.of(call, part=part, call=text(call.call.func), owner=f"`{owners[0]}`", does=does)


def _is_named(path: str, words: tuple[str, ...]) -> bool:
    stem = path.rpartition("/")[2].removesuffix(".py").lower()
    return any(word in stem for word in words)
