"""The settings are read anew by every call instead of once."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.configuration.settings import settings_classes
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_AGAIN = "reads and checks the whole environment again wherever this runs"
_ON_IMPORT = "reads the environment on import; construct the settings in one cached function"
_CACHES = ("cache", "lru_cache", "cached", "singleton", "cached_property")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    classes = {model.class_.symbol for model in settings_classes(project, service)}
    for module in service.application_modules():
        shared = {id(a.value) for a in module.top.assigns}
        for site, function in module.sites():
            if project.types.callee(site.call, function) not in classes:
                continue
            if function is None:
                once = id(site.call) in shared and params.style == "any"
                inside = id(site.call) not in shared
            else:
                once = _is_read_once(function) or _is_called_once(project, function)
                inside = params.style == "any" and _is_assembly(project, function, module)
            if not once and not inside:
                problem = _AGAIN if function is not None or params.style == "any" else _ON_IMPORT
                yield Finding.of(site, call=text(site.call.func), problem=problem)


def _is_read_once(function: Function) -> bool:
    """Whether the function keeps what it made: cached, a global, or an attribute of an object."""
    if any(d.target.rpartition(".")[2] in _CACHES for d in function.decorators) or function.body.globals:
        return True
    return function.in_class


def _is_called_once(project: Project, function: Function, depth: int = 3) -> bool:
    """Whether only cached functions, methods and modules call it, directly or through functions like it."""
    callers = [
        caller
        for module in project.application_modules()
        for site, caller in module.sites()
        if site.call.method == function.name and project.types.callee(site.call, caller) == function.symbol
    ]
    return bool(callers) and all(
        caller is None or _is_read_once(caller) or (depth > 0 and _is_called_once(project, caller, depth - 1))
        for caller in callers
    )


def _is_assembly(project: Project, function: Function, module: Module) -> bool:
    """Whether the function runs once at the start: an app factory, a lifespan, a `main`."""
    makes_app = any(r.is_app and r.function is function for r in project.routers.values())
    hook = any(h.function is function for h in project.hooks if h.kind in ("lifespan", "startup", "shutdown"))
    return makes_app or hook or function.name == "main" or module.path.endswith("__main__.py")
