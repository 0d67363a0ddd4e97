"""Functions that make a dependency of what they are given: they inject from the service container."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Call, Name, walk

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

DEPENDS = frozenset(
    {"fastapi.Depends", "fastapi.params.Depends", "fastapi.Security", "fastapi.param_functions.Depends"}
)


def injectors(project: Project, name: str) -> Iterator[Function]:
    """The functions of this name; without one, those that take something and return `Depends(…)`."""
    for function in project.functions.values():
        if name:
            if function.name == name:
                yield function
        elif function.params and not function.in_class and _gives_depends(project, function):
            yield function


def _gives_depends(project: Project, function: Function) -> bool:
    values = [s.value for s in function.body.returns]
    return any(isinstance(v, Call) and project.follow(v.target) in DEPENDS for v in values)


def resolves_with(project: Project, helper: Function, class_: Class, resolving: Collection[str]) -> bool:
    """Whether the helper, or a function inside it or given by it, resolves from the class."""
    last = {m.rpartition(".")[2] for m in resolving}
    together = project.home(helper) is project.home(class_)
    for function in _inside(project, helper):
        for site in function.body.calls:
            target = project.types.callee(site.call, function)
            if target in resolving:
                return True
            if not target and site.call.method in last and (together or site.call.method != "get"):
                return True
    return False


def _inside(project: Project, helper: Function) -> Iterator[Function]:
    yield helper
    for function in project.home(helper).functions:
        if function.symbol.startswith(f"{helper.symbol}.<locals>."):
            yield function
    for site in helper.body.calls:
        for argument in site.call.args:
            for part in walk(argument.value):
                target = getattr(part, "target", "") if isinstance(part, Name | Attribute | Call) else ""
                found = project.function(target) or project.function(f"{target}.__call__") if target else None
                if found is not None:
                    yield found
