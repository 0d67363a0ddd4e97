"""A parameter is annotated with another class than its dependency returns."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.markers import depends_on
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_PLAIN = ("builtins.dict", "builtins.str", "builtins.int", "builtins.list")


def check(route: Route, project: Project) -> Iterator[Finding]:
    for param, function in depends_on(project, route.function):
        if function.name in ("__init__", "__call__") or function.returns is None:
            continue
        returned = project.class_(project.types.returned(function))
        wanted = project.types.named(param.annotation)
        if returned is None or not wanted or not project.hierarchy.knows_all_bases(returned):
            continue
        if _differs(project, wanted, returned):
            shown = wanted.rpartition(".")[2]
            found = returned.symbol if shown == returned.name else returned.name
            yield Finding.of(param, name=param.name, annotated=shown, function=function.name, returned=found)


def _differs(project: Project, wanted: str, returned: Class) -> bool:
    if wanted in _PLAIN:
        return not any(n in _PLAIN or n == "typing.TypedDict" for n in project.hierarchy.ancestors(returned))
    class_ = project.class_(wanted)
    if class_ is None or not project.hierarchy.knows_all_bases(class_):
        return False
    names = project.hierarchy.ancestors(class_)
    related = class_.symbol in project.hierarchy.ancestors(returned) or returned.symbol in names
    return not related and not any(n.endswith("Protocol") for n in names)
