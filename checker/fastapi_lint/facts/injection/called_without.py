"""Whether the project's own code calls a function without one of its parameters, and so relies on its default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.arguments import bound
from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Call

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def is_called_without(project: Project, function: Function, param: Param) -> bool:
    """Of a method every call of its name counts, for whose it is may be unknown."""
    made = function.symbol.rpartition(".")[0] if function.name == "__init__" else function.symbol
    known = not function.in_class or function.name == "__init__"
    for call in project.remember(_calls, project).get(made.rpartition(".")[2], ()):
        mine = not known or project.follow(call.target) == made
        if mine and not call.has_star and param.name not in dict(bound(function, call)):
            return True
    return False


def _calls(project: Project, _: Project) -> dict[str, list[Call]]:
    """The last name of what is called -> the calls."""
    found: dict[str, list[Call]] = {}
    for module in project.modules.values():
        for site, _function in module.sites():
            found.setdefault(site.call.method, []).append(site.call)
    return found
