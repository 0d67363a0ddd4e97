"""A test patches the name of a dependency, which FastAPI has already read."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Call, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(module: Module, project: Project) -> Iterator[Finding]:
    dependencies = {d.function.symbol for r in project.routes for d in r.dependencies if d.function is not None}
    for at, target in _patched(module):
        parts = target.rpartition(".")
        symbol = project.follow(target) if parts[1] else target
        function: Function | None = project.function(symbol)
        if function is not None and function.symbol in dependencies:
            yield Finding(at, {"name": target, "short": function.name})


def _patched(module: Module) -> Iterator[tuple[Anchor, str]]:
    """Every dotted name that a patch replaces, with its place."""
    for site, _ in module.sites():
        if name := _name_of(site.call):
            yield site.at, name
    for function in module.functions:
        for decorator in function.decorators:
            if decorator.call is not None and (name := _name_of(decorator.call)):
                yield decorator.at, name


def _name_of(call: Call) -> str:
    target = call.target
    patches = target in ("unittest.mock.patch", "mock.patch") or (call.method == "patch" and not target)
    if patches or call.method == "setattr":
        return string(call.argument(0)) or ""
    return ""
