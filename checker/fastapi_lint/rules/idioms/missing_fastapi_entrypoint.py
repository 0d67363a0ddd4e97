"""The fastapi command has to be told where the app is."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_COMMANDS = ("fastapi run", "fastapi dev")


def check(service: Service) -> Iterator[Finding]:
    if service.manifest.kind != "pyproject" or service.manifest.root.has("tool", "fastapi", "entrypoint"):
        return
    for line in lines(service):
        command = next((c for c in _COMMANDS if c in line.text), "")
        if command:
            yield Finding.of(line, command=command)
            return
    yield Finding.nothing("fastapi command")
