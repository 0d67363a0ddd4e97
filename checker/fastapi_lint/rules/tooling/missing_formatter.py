"""No formatter is set up."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_OTHERS = ("black", "yapf", "autopep8", "blue")


def check(service: Service, params: Params) -> Iterator[Finding]:
    if not any(_is_set_up(service, formatter) for formatter in params.formatters):
        names = " or ".join(f"`{f}`" for f in params.formatters)
        other = next((tool for tool in _OTHERS if service.tool(tool) or service.requirement(tool)), "")
        problem = f"formats with {other} where another formatter is agreed" if other else "has no formatter"
        yield Finding.of(service, service=service.name, problem=problem, formatters=names)


def _is_set_up(service: Service, formatter: str) -> bool:
    if any(formatter in line.text for line in lines(service, "pipeline", "recipe")):
        return True
    hooks = service.precommit.hooks if service.precommit is not None else ()
    tool, _, command = formatter.partition(" ")
    if any(hook.id == formatter.replace(" ", "-") or formatter in hook.node.text("entry") for hook in hooks):
        return True
    if service.repository_has("scripts/format*", "scripts/lint*", "bin/format*", "bin/lint*"):
        return True
    if command:
        settings = service.tool(tool)
        return settings is not None and settings.has(command)
    return service.requirement(tool) is not None or service.tool(tool) is not None
