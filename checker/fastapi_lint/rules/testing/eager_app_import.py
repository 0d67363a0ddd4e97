"""Tests import the application before they set its environment."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SETTING = ("setenv", "putenv", "load_dotenv")
_ENVIRON = ("os.environ.update", "os.environ.setdefault")


def check(module: Module, project: Project) -> Iterator[Finding]:
    if not _prepares_environment(module):
        return
    apps = {symbol for symbol, router in project.routers.items() if router.is_app and router.module is not module}
    for imported in module.imports:
        if project.follow(imported.target) in apps and not imported.guard:
            yield Finding.of(imported, name=imported.bound)


def _prepares_environment(module: Module) -> bool:
    """Whether the file sets variables, which an application that is already imported has missed."""
    if any(s.call.method in _SETTING or text(s.call.func).startswith(_ENVIRON) for s, _ in module.sites()):
        return True
    targets = [t for body in module.scopes() for a in body.assigns for t in a.targets]
    return any(text(t).startswith("os.environ[") for t in targets)
