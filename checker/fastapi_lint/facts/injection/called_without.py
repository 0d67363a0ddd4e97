"""Whether the project's own code calls a function without one of its parameters, and so relies on its default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function, Param
from fastapi_lint.facts.expression import Call

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def is_called_without(project: Project, function: Function, param: Param) -> bool:
    """Of a method every call of its name counts, for whose it is may be unknown."""
    owner = function.symbol.rpartition(".")[0]
    name = function.name if function.name != "__init__" else owner.rpartition(".")[2]
    positional = [p.name for p in function.params if p.kind != "kw"]
    if function.in_class and positional[:1] in (["self"], ["cls"]):
        positional = positional[1:]
    symbol = (
        "" if function.in_class and function.name != "__init__" else owner if function.in_class else function.symbol
    )
    for call in project.remember(_calls, project).get(name, ()):
        if symbol in ("", project.follow(call.target)) and not _gives(call, param, positional):
            return True
    return False


def _gives(call: Call, param: Param, positional: list[str]) -> bool:
    if call.has_star or call.keyword(param.name) is not None:
        return True
    return param.name in positional and call.argument(positional.index(param.name)) is not None


def _calls(project: Project, _: Project) -> dict[str, list[Call]]:
    """Last name of what is called -> the calls."""
    found: dict[str, list[Call]] = {}
    for module in project.modules.values():
        for site, _function in module.sites():
            found.setdefault(site.call.method, []).append(site.call)
    return found
