"""Tests import the application before they set its environment."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.operations.test_code import is_fixture
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import block_of

_SETTING = ("setenv", "putenv", "load_dotenv")
_ENVIRON = ("os.environ.update", "os.environ.setdefault")


def check(module: Module, project: Project) -> Iterator[Finding]:
    prepared = list(_prepared(module))
    apps = {symbol for symbol, router in project.routers.items() if router.is_app and router.module is not module}
    for imported in module.imports:
        late = any(block > block_of(imported.at) for block in prepared)
        if late and project.follow(imported.target) in apps and not imported.guard:
            yield Finding.of(imported, name=imported.bound)


def _prepared(module: Module) -> Iterator[int]:
    """The numbers of the statements that set variables: those of the file itself and its fixtures."""
    bodies = [module.top, *(f.body for f in module.functions if is_fixture(f))]
    for body in bodies:
        for site in body.calls:
            if site.call.method in _SETTING or text(site.call.func).startswith(_ENVIRON):
                yield block_of(site.at)
        for assign in body.assigns:
            if any(text(t).startswith("os.environ[") for t in assign.targets):
                yield block_of(assign.at)
