"""Which few calls of a module may hand something to the framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Attribute, Call

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_NAMES = frozenset({
    "include_router", "mount", "add_api_route", "add_route", "add_api_websocket_route", "add_websocket_route",
    "add_middleware", "add_exception_handler", "add_event_handler", "add_task",
})  # fmt: skip


def registering(project: Project, module: Module) -> tuple[tuple[CallSite, Function | None], ...]:
    """Calls of a method with such a name, and `app.middleware("http")(f)`, each with the function that it stands in."""
    return project.remember(_by_path, None).get(module.path, ())


def _by_path(project: Project, _: None) -> dict[str, tuple[tuple[CallSite, Function | None], ...]]:
    """Of the modules that have such calls."""
    found = ((path, tuple(filter(_registers, module.sites()))) for path, module in project.modules.items())
    return {path: sites for path, sites in found if sites}


def _registers(place: tuple[CallSite, Function | None]) -> bool:
    call = place[0].call
    name = call.method
    if name in ("append", "extend"):  # `app.router.routes.append(…)`
        return isinstance(call.func, Attribute) and getattr(call.func.value, "attr", "") == "routes"
    return name in _NAMES or isinstance(call.func, Call)
