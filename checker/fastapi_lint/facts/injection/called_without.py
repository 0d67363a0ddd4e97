"""Whether the project's own code calls a function without one of its parameters, and so relies on its default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.arguments import bound
from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Call

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def is_called_without(project: Project, function: Function, param: Param) -> bool:
    """Calls of a method count where it is known whose it is."""
    made = _made(function)
    for call, caller in project.remember(_calls, project).get(made.rpartition(".")[2], ()):
        mine = made in (project.follow(call.target), project.types.callee(call, caller))
        if mine and not call.has_star and param.name not in dict(bound(function, call)):
            return True
    return False


def _made(function: Function) -> str:
    """What is called to run it: its class for `__init__`."""
    return function.symbol.rpartition(".")[0] if function.name == "__init__" else function.symbol


def _calls(project: Project, _: Project) -> dict[str, list[tuple[Call, Function | None]]]:
    """The last name of what is called -> the calls, each with the function that it stands in.

    Only names of functions whose defaults may be markers: all calls of a large project would take megabytes.
    """
    asked = (f for f in project.functions.values() if any(isinstance(p.default, Call) for p in f.params))
    names = {_made(f).rpartition(".")[2] for f in asked}
    found: dict[str, list[tuple[Call, Function | None]]] = {}
    for module in project.modules.values() if names else ():
        for site, caller in module.sites():
            if site.call.method in names:
                found.setdefault(site.call.method, []).append((site.call, caller))
    return found
