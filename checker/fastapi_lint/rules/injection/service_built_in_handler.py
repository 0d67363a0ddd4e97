"""A handler builds a service, a session or an engine instead of being given one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    reported: set[str] = set()
    for site in route.function.body.calls:
        target = project.types.callee(site.call, route.function).removesuffix(".__init__")
        class_ = project.class_(target) if target else None
        is_service = class_ is not None and class_.name.endswith(params.suffixes) and not _is_data(project, class_)
        if (is_service or target in params.calls) and target not in reported:
            reported.add(target)
            yield Finding.of(site, built=target.rpartition(".")[2], route=route.name)


def _is_data(project: Project, class_: Class) -> bool:
    """Whether the class only holds values: a model, a data class, an enumeration, an exception."""
    if project.hierarchy.is_model(class_) or project.hierarchy.is_orm(class_):
        return True
    if any(d.target.rpartition(".")[2] in ("dataclass", "define", "frozen") for d in class_.decorators):
        return True
    names = project.hierarchy.ancestors(class_)
    return any(n.rpartition(".")[2] in ("Enum", "StrEnum", "IntEnum", "TypedDict", "NamedTuple") for n in names)
