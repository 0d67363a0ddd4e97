"""Which coroutine a call starts as a task of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Attribute, Call

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_STARTERS = ("create_task", "ensure_future", "start_soon")


def started_task(project: Project, site: CallSite, function: Function | None) -> Function | None:
    """The project coroutine that `create_task(f())` or `start_soon(f)` starts."""
    if site.call.method not in _STARTERS or not site.call.args:
        return None
    given = site.call.args[0].value
    if isinstance(given, Call):
        target = project.types.callee(given, function)
    else:
        owner = project.types.of(given.value, function) if isinstance(given, Attribute) else ""
        target = f"{owner}.{getattr(given, 'attr', '')}" if owner else getattr(given, "target", "")
    return project.function(target) if target else None
