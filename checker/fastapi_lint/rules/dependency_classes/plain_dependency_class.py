"""A class that carries clients is no dataclass, or stands outside the shared base."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import is_dataclass, is_dependency_class
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project, params: Params) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    if not project.hierarchy.knows_all_bases(class_):
        return
    if not is_dataclass(project, class_):
        yield Finding.of(class_, part="dataclass", class_name=class_.name, problem="is no dataclass")
    if not _bases(project, class_) and (params.base_everywhere or project.remember(_has_shared_base, project)):
        problem = "does not derive from the base that the others share"
        yield Finding.of(class_, part="base", class_name=class_.name, problem=problem)


def _bases(project: Project, class_: Class) -> list[str]:
    return [n for n in project.hierarchy.ancestors(class_)[1:] if n != "builtins.object"]


def _has_shared_base(project: Project, _: Project) -> bool:
    return any(is_dependency_class(project, c) and _bases(project, c) for c in project.classes.values())
