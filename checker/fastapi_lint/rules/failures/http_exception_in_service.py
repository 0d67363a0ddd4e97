"""A service or repository raises an HTTP error."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module, Role, Statement
from fastapi_lint.facts.expression import Call, target_of, text
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.markers import called_functions
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import HTTP_EXCEPTIONS, is_http_exception
from fastapi_lint.model.finding import Finding

_WEB = frozenset({"dependencies", "dependency", "deps", "router", "routers", "routes", "endpoints", "views", "auth",
                  "security", "controllers", "handlers", "middleware"})  # fmt: skip


def check(project: Project, params: Params) -> Iterator[Finding]:
    asked = called_functions(project)
    owners = frozenset(_with_own_errors(project)) if params.everywhere else frozenset()
    routed = {r.module.path for r in project.routes}
    for module in project.application_modules():
        known = bool(owners) and project.service_of(module) in owners
        for function in module.functions:
            place = _place(project, module, function, params)
            below = bool(place) and function.symbol not in asked and module.path not in routed
            if not below and not known:
                continue
            found = [s for s in function.body.raises if _is_http(project, s, known=known)]
            if found:
                value = found[0].value
                error = text(value.func if isinstance(value, Call) else value)
                times = f" {len(found)} times" if len(found) > 1 else ""
                place = place or "the project has its own errors, so code"
                yield Finding.of(found[0], function=function.name, error=error, times=times, place=place)


def _is_http(project: Project, statement: Statement, *, known: bool) -> bool:
    """Whether it raises an HTTP error; where the project has its own errors these may derive from it."""
    value = statement.value
    target = project.follow(value.target if isinstance(value, Call) else target_of(value))
    return bool(target) and (target in HTTP_EXCEPTIONS if known else is_http_exception(project, target))


def _with_own_errors(project: Project) -> Iterator[Service | None]:
    """The services that answer errors of their own: only they have something to raise instead."""
    for registration in registrations(project):
        class_ = project.class_(registration.exception)
        if class_ is not None and project.home(class_).role is Role.APPLICATION:
            yield project.service_of(registration.module)


def _place(project: Project, module: Module, function: Function, params: Params) -> str:
    """The layer below the routes that a function stands in; "" when it stands in none."""
    service = project.service_of(module)
    folders = (service.within(module.path) if service else module.path).removesuffix(".py").split("/")
    if any(_WEB & set(words(folder)) for folder in folders):
        return ""
    owner = function.qualname.rpartition(".")[0].rpartition(".")[2] if function.in_class else ""
    if owner and (set(words(owner)[-1:]) & set(params.layers)):
        return f"`{owner}`"
    layer = next((f for f in reversed(folders) if f in params.layers or set(words(f)[-1:]) & set(params.layers)), "")
    return f"the layer `{layer}`" if layer else ""
