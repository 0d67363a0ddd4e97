"""Log records are written to a file."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.operations.log_sinks import file_sinks
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project) -> Iterator[Finding]:
    for sink in file_sinks(module, project):
        yield Finding.of(sink, handler=sink.handler)
