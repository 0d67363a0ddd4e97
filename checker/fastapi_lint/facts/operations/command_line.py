"""Which modules are programs that people or schedules start: they serve no requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.configuration.environment import is_main_guard

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_PARSERS = ("click", "typer", "argparse")


def is_command_line(module: Module) -> bool:
    """Whether the module reads a command line."""
    return any(i.target.partition(".")[0] in _PARSERS for i in module.imports)


def is_program(project: Project, module: Module) -> bool:
    """Whether it reads a command line, or is only ever started: nothing imports it, and it makes no app or router."""
    if is_command_line(module):
        return True
    started = any(is_main_guard(frame.subject) for frame in module.top.frames)
    acts = any(not site.used for site in module.top.calls)
    script = acts and not module.functions and not module.classes
    if not started and not script:
        return False
    serves = any(router.module is module for router in project.routers.values())
    return not serves and module.name not in project.remember(_imported, project)


def _imported(project: Project, _: Project) -> frozenset[str]:
    """The dotted names that application code imports, and those that they lie in."""
    targets = {i.target for m in project.application_modules() for i in m.imports}
    return frozenset(targets | {t.rpartition(".")[0] for t in targets})
