"""Which few calls of a module may hand something to the framework."""

from __future__ import annotations

from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.project import Project

_NAMES = frozenset({
    "include_router", "mount", "add_api_route", "add_route", "add_api_websocket_route", "add_websocket_route",
    "add_middleware", "add_exception_handler", "add_event_handler", "add_task",
})  # fmt: skip


def registering(project: Project, module: Module) -> tuple[tuple[CallSite, Function | None], ...]:
    """Calls of a method with such a name, and `app.middleware("http")(f)`, each with the function that it stands in."""
    return project.remember(_registering, module)


def _registering(_: Project, module: Module) -> tuple[tuple[CallSite, Function | None], ...]:
    return tuple(
        (site, holder)
        for site, holder in module.sites()
        if site.call.method in _NAMES or isinstance(site.call.func, Call)
    )
