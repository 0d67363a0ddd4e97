"""Which exceptions the application turns into answers, and with which function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.facts.code import Class, Function, Module
from fastapi_lint.facts.expression import Call, Constant, Expr, Mapping, target_of
from fastapi_lint.facts.handing import function_meant
from fastapi_lint.facts.interface.registering import registering
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_STATUS = {"starlette.exceptions.HTTPException", "fastapi.HTTPException", "fastapi.exceptions.HTTPException"}


class Registration(Record):
    """`exception` is a dotted name, "" when it cannot be known; a status code counts as Starlette's `HTTPException`.

    `function` is the handler, None when it is not in the project. `conditional` when a block stands around the call.
    """

    exception: str
    function: Function | None
    at: Anchor
    app: str
    module: Module
    holder: Function | None
    conditional: bool = False
    by_status: bool = False


def registrations(project: Project) -> tuple[Registration, ...]:
    """Every `add_exception_handler`, `exception_handler` and `exception_handlers=` of the application."""
    return project.remember(_registrations, project)


def _registrations(project: Project, _: Project) -> tuple[Registration, ...]:
    found: list[Registration] = []
    for module in project.application_modules():
        for function in module.functions:
            for decorator in function.decorators:
                if decorator.call is not None and decorator.call.method == "exception_handler":
                    caught = decorator.call.argument(0, "exc_class_or_status_code")
                    app = _receiver(decorator.call)
                    found.append(_made(project, caught, function, decorator.at, app, module, None))
        for site, holder in registering(project, module):
            registrar, handed = _registrar(site.call)
            if registrar is not None:
                caught = registrar.argument(0, "exc_class_or_status_code")
                handler = function_meant(project, handed, holder)
                made = _made(project, caught, handler, site.at, _receiver(registrar), module, holder)
                found.append(replace(made, conditional=bool(site.frames)))
    for router in project.routers.values():
        found += _given(project, router.option("exception_handlers"), router.symbol, router.module, router.at)
    return tuple(found)


def _registrar(call: Call) -> tuple[Call | None, Expr | None]:
    """The call that names the exception, and the handler: `add_exception_handler(E, f)`, `exception_handler(E)(f)`."""
    if call.method == "add_exception_handler":
        return call, call.argument(1, "handler")
    if isinstance(call.func, Call) and call.func.method == "exception_handler":
        return call.func, call.argument(0)
    return None, None


def _given(project: Project, value: Expr | None, app: str, module: Module, at: Anchor) -> Iterator[Registration]:
    """What `FastAPI(exception_handlers={…})` registers; one unknown when it cannot be read."""
    if value is None:
        return
    named = project.value(target_of(value)) if target_of(value) else value
    if not isinstance(named, Mapping):
        yield Registration("", None, at, app, module, None)
        return
    for key, item in named.items:
        yield _made(project, key, function_meant(project, item, None), at, app, module, None)


def _made(
    project: Project,
    caught: Expr | None,
    handler: Function | None,
    at: Anchor,
    app: str,
    module: Module,
    holder: Function | None,
) -> Registration:
    by_status = isinstance(caught, Constant) or ".HTTP_" in target_of(caught)
    return Registration(_named(project, caught), handler, at, app, module, holder, by_status=by_status)


def _receiver(call: Call) -> str:
    return getattr(getattr(call.func, "value", None), "id", "")


def _named(project: Project, caught: Expr | None) -> str:
    if isinstance(caught, Constant):
        return "starlette.exceptions.HTTPException" if isinstance(caught.value, int) else ""
    target = project.follow(target_of(caught)) if caught is not None else ""
    if ".HTTP_" in target:
        return "starlette.exceptions.HTTPException"
    return "" if project.class_(target) is None and project.is_known(target) else target


def is_handled(project: Project, class_: Class) -> bool:
    """Whether a handler for the class or one of its bases is registered; in doubt yes."""
    caught = {r.exception for r in registrations(project)}
    names = {*project.hierarchy.ancestors(class_), "builtins.BaseException"}
    http = bool(names & _STATUS)
    return "" in caught or http or bool(caught & names) or bool(caught & {"builtins.Exception"})
